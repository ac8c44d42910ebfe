using CsCheck;

namespace Kartothek.Columns.Tests;

public sealed class BlockCopyTests
{
    [Fact]
    public void A_copy_keeps_its_rows_when_what_it_was_made_of_is_overwritten() => Gen.Int.Sample(seed =>
    {
        var random = new RandomCase(seed);
        var copies = Enumerable.Range(0, 3).Select(_ => new BlockCopy()).ToArray();
        var dictionaries = new DictionaryCopies();
        for (var round = 0; round < 3; round++)
        {
            var all = new List<IReadOnlyDictionary<string, object?[]>>();
            foreach (var copy in copies)
            {
                var length = random.Random.Next(30);
                var values = random.Rows(length);
                all.Add(values.ToDictionary(v => v.Key, v => v.Value.ToArray()));
                var block = random.Block(values, length);
                copy.Fill(block, dictionaries);
                foreach (var column in block.Columns) Overwrite(column);
            }
            foreach (var (copy, values) in copies.Zip(all))
            {
                for (var column = 0; column < RandomCase.Schema.Fields.Length; column++) Check(copy.Block.Columns[column], values[RandomCase.Schema.Fields[column].Name]);
            }
            dictionaries.Reset();
        }
    }, iter: 500);

    [Fact]
    public void Values_with_much_between_them_are_copied_without_it()
    {
        var source = new BytesVector(ColumnType.String) { Data = new byte[1_000_000], Views = [new(999_990, 2), new(-7, 5), new(3, 1)], Valid = [true, false, true], Length = 3 };
        (source.Data[3], source.Data[999_990], source.Data[999_991]) = ((byte)'a', (byte)'b', (byte)'c');
        var copy = new BlockCopy();
        copy.Fill(new Block(new Schema([new Field("s", ColumnType.String)]), [source]) { Length = 3 }, new());
        Check(copy.Block.Columns[0], ["bc", null, "a"]);
        Assert.InRange(((BytesVector)copy.Block.Columns[0]).Data.Length, 3, 100);
    }

    [Fact]
    public void Blocks_that_carry_one_dictionary_carry_one_copy_until_the_scan_ends()
    {
        var schema = new Schema([new Field("s", ColumnType.String)]);
        var codes = (DictionaryVector)VectorMaker.Dictionary(ColumnType.String, ["a", "b", "a"]);
        var other = (DictionaryVector)VectorMaker.Dictionary(ColumnType.String, ["c"]);
        var (first, second, third) = (new BlockCopy(), new BlockCopy(), new BlockCopy());
        var dictionaries = new DictionaryCopies();
        first.Fill(Block(codes), dictionaries);
        second.Fill(Block(codes), dictionaries);
        third.Fill(Block(other), dictionaries);
        Assert.Same(Dictionary(first), Dictionary(second));
        Assert.NotSame(Dictionary(first), Dictionary(third));
        Check(first.Block.Columns[0], ["a", "b", "a"]);
        var entries = Dictionary(first).Entries;
        dictionaries.Reset();
        first.Fill(Block(codes), dictionaries);
        Assert.NotSame(Dictionary(first), Dictionary(second));
        Assert.Same(entries, Dictionary(first).Entries);

        Block Block(DictionaryVector vector) => new(schema, [vector]) { Length = vector.Length };

        static ValueDictionary Dictionary(BlockCopy copy) => ((DictionaryVector)copy.Block.Columns[0]).Dictionary;
    }

    private static void Check(Vector vector, object?[] expected)
    {
        Assert.Equal(expected.Length, vector.Length);
        for (var row = 0; row < expected.Length; row++) Assert.True(ConstantValue.Same(expected[row], VectorMaker.Read(vector, row)));
    }

    private static void Overwrite(Vector vector)
    {
        if (vector.Valid is { } valid) System.Array.Fill(valid, false);
        switch (vector)
        {
            case DictionaryVector codes:
                System.Array.Fill(codes.Codes, -1);
                break;
            case BytesVector bytes:
                System.Array.Fill(bytes.Views, new ByteView(-1, -1));
                System.Array.Fill(bytes.Data, (byte)'!');
                break;
            case FlatVector<int> flat:
                System.Array.Fill(flat.Values, -1);
                break;
            case FlatVector<long> flat:
                System.Array.Fill(flat.Values, -1);
                break;
            case FlatVector<double> flat:
                System.Array.Fill(flat.Values, -1);
                break;
        }
    }
}
