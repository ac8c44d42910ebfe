using CsCheck;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Values of every length are told apart, and found again.</summary>
public sealed class BytesDictionaryTests
{
    [Fact]
    public void Equal_values_have_equal_codes_and_others_have_others() =>
        Gen.Select(Gen.Int[0, 1 << 30], Gen.Int[1, 100], Gen.Int[1, 3]).Sample((seed, longest, letters) =>
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, 500).Select(_ => Enumerable.Range(0, random.Next(longest)).Select(_ => (byte)(random.Next(letters) == 0 ? 0 : random.Next(letters))).ToArray()).ToList();
            var vector = (BytesVector)WriteTypes.ToVector(ColumnType.Binary, values.ToArray<object?>());
            var rows = Enumerable.Range(0, 800).Select(_ => random.Next(values.Count)).ToArray();
            var codes = new int[rows.Length];
            var dictionary = default(BytesDictionary);
            var half = rows.Length / 2;
            dictionary.Encode(vector.Data, vector.Views, rows.AsSpan(0, half), codes);
            dictionary.Encode(vector.Data, vector.Views, rows.AsSpan(half), codes.AsSpan(half));
            var expected = new Dictionary<string, int>();
            for (var i = 0; i < rows.Length; i++)
            {
                var text = Convert.ToHexString(values[rows[i]]);
                expected.TryAdd(text, expected.Count);
                Assert.Equal(expected[text], codes[i]);
                Assert.Equal(codes[i], dictionary.CodeOf(values[rows[i]]));
                Assert.Equal(text, Convert.ToHexString(dictionary[codes[i]]));
            }
            Assert.Equal(expected.Count, dictionary.Count);
            dictionary.Free();
        });
}
