using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using System.Text.Json;
using CsCheck;
using Kartothek.Columns;

namespace Kartothek.Linq.Tests;

/// <summary>Records become blocks; the oracle is what reading makes of the blocks.</summary>
public sealed class RecordBlocksTests
{
    private enum Size : byte
    {
        Small = 3,
        Large = 200,
    }

    private enum Colour
    {
        Red = -1,
        Blue = 7,
    }

    private sealed record Every(
        sbyte I8, short I16, int I32, long I64, byte U8, ushort U16, uint U32, ulong U64, float Single, double Double, Half Half, bool IsOpen, string Text,
        decimal Amount, [property: Column(TypeName = "decimal(28, 9)")] decimal Wide, DateOnly Day, TimeOnly Clock, TimeSpan Span, DateTime At, DateTimeOffset Instant,
        Guid Key, byte[] Bytes, Size Size, [property: Column(TypeName = "string")] Colour Colour);

    private sealed record Maybe(
        sbyte? I8, short? I16, int? I32, long? I64, byte? U8, ushort? U16, uint? U32, ulong? U64, float? Single, double? Double, Half? Half, bool? IsOpen, string? Text,
        decimal? Amount, [property: Column(TypeName = "decimal(28, 9)")] decimal? Wide, DateOnly? Day, TimeOnly? Clock, TimeSpan? Span, DateTime? At, DateTimeOffset? Instant,
        Guid? Key, byte[]? Bytes, Size? Size, [property: Column(TypeName = "string")] Colour? Colour);

    private static readonly long MostTicks = DateTime.MaxValue.Ticks / 10;

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char['a', 'd'], 0, 9], Gen.Int[0, 9].Select(i => $"{i}"), Gen.Const("äöü €"), Gen.Const("😀 pair"), Gen.Const("\0"), Gen.String[Gen.Char[(char)0x20, (char)0x7FF], 0, 20]);

    private static readonly Gen<Every> Rows = Gen.ULong.SelectMany(seed => Texts.Select(text => Make(new Random((int)seed), text)));

    [Fact]
    public void Records_of_every_type_come_back() => Rows.Array[0, 60].Sample(rows => Assert.Equal(rows.Select(Describe), Back(rows).Select(Describe)), iter: 200);

    [Fact]
    public void Records_of_every_nullable_type_come_back_with_their_nulls() =>
        Rows.Select(Gen.Int).Select((row, nulls) => Thin(row, nulls)).Array[0, 60].Sample(rows => Assert.Equal(rows.Select(Describe), Back(rows).Select(Describe)), iter: 200);

    [Fact]
    public void Every_kind_of_sequence_gives_the_same_blocks()
    {
        Every[] rows = [.. Enumerable.Range(0, 10_000).Select(i => Make(new Random(i), $"text {i}"))];
        var expected = rows.Select(Describe).ToList();

        Assert.Equal(expected, Back(rows).Select(Describe));
        Assert.Equal(expected, Back(rows.ToList()).Select(Describe));
        Assert.Equal(expected, Back(rows.Select(r => r)).Select(Describe));
        Assert.Equal(expected, Back(rows.ToAsyncEnumerable()).Select(Describe));
        Assert.Equal([4096, 4096, 10_000 - 8192], RecordSource.Of(rows.Select(r => r)).Blocks.Select(b => b.Length).ToBlockingEnumerable());
    }

    [Fact]
    public void Few_distinct_texts_are_codes_and_many_are_not()
    {
        var few = RecordSource.Of(Enumerable.Range(0, 9000).Select(i => new { Text = $"{i % 7}" }));
        var many = RecordSource.Of(Enumerable.Range(0, 9000).Select(i => new { Text = $"{i}" }));

        Assert.All(few.Blocks.ToBlockingEnumerable(), b => Assert.IsType<DictionaryVector>(b.Columns[0]));
        Assert.All(many.Blocks.ToBlockingEnumerable(), b => Assert.IsType<BytesVector>(b.Columns[0]));
    }

    [Fact]
    public void Blocks_share_their_dictionary_as_long_as_no_text_is_new()
    {
        var blocks = RecordSource.Of(Enumerable.Range(0, 16_384).Select(i => new { Text = i < 9000 ? $"{i % 7}" : $"{i % 9}" })).Blocks;

        var dictionaries = blocks.Select(b => ((DictionaryVector)b.Columns[0]).Dictionary).ToBlockingEnumerable().ToList();

        Assert.Same(dictionaries[0], dictionaries[1]);
        Assert.NotSame(dictionaries[1], dictionaries[2]);
        Assert.Same(dictionaries[2], dictionaries[3]);
    }

    [Fact]
    public void Texts_that_agree_at_both_ends_stay_apart()
    {
        var rows = Enumerable.Range(0, 2000).Select(i => new Named($"same {i:0000} same")).ToArray();

        Assert.Equal(rows, Back(rows));
    }

    [Fact]
    public void Texts_of_every_length_come_back_with_a_letter_beyond_ASCII_at_every_place()
    {
        var plain = Enumerable.Range(0, 140).Select(length => new string('x', length).Insert(length / 2, "y"));
        var accented = Enumerable.Range(1, 70).SelectMany(length => Enumerable.Range(0, length).Select(at => new string('x', length).Remove(at, 1).Insert(at, at % 2 == 0 ? "\u0080" : "ÿ")));
        var rows = plain.Concat(accented).Select(text => new Named(text)).ToArray();

        Assert.Equal(rows, Back(rows));
        Assert.True(((DictionaryVector)RecordSource.Of(rows[..140]).Blocks.ToBlockingEnumerable().Single().Columns[0]).Dictionary.Entries is BytesVector { IsAscii: true });
    }

    private sealed record Named(string? Text);

    private sealed record Place(string? City, double? Height, [property: Column(TypeName = "decimal(9,2)")] decimal Tax = 1.50m);

    private readonly record struct Point(int X, int? Y);

    private sealed record Shop(
        long Id, Place? Place, Point Point, Point? Other, Dictionary<string, long?>? Stock, Place?[]? Places, List<string?>? Tags, ImmutableArray<int> Numbers,
        IReadOnlyDictionary<int, Point>? Points, int[][]? Matrix, Guid[]? Keys);

    [Fact]
    public void Nested_records_come_back_with_nulls_at_every_level()
    {
        Shop[] rows =
        [
            new(0, new("Bonn", 1.5), new(1, null), new(2, 3), new() { ["a"] = 1, ["b"] = null }, [new("Ulm", null), null], ["x", null, ""], [1, 2, 3], new Dictionary<int, Point> { [1] = new(1, 2) }, [[1], [], [2, 3]], [Guid.Empty, new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)]),
            new(1, null, default, null, null, null, null, [], null, null, null),
            new(2, new(null, null, 0.25m), new(0, 0), default(Point), [], [], [], [], new Dictionary<int, Point>(), [], []),
            new(3, new("Köln", 2), default, null, new() { ["ü"] = 7 }, [null], [null], [9], null, [[]], [Guid.Empty]),
        ];

        var back = Back(rows);

        Assert.All(rows.Zip(back), pair => Assert.Equal(JsonSerializer.Serialize(pair.First), JsonSerializer.Serialize(pair.Second)));
    }

    [Fact]
    public void Rows_beyond_one_block_keep_their_nested_values()
    {
        var rows = Enumerable.Range(0, 9000).Select(i => new Shop(i, i % 3 == 0 ? null : new($"c{i}", i), new(i, i), null, new() { [$"k{i}"] = i }, null, [$"t{i}"], [i], null, null, null)).ToArray();

        var back = Back(rows);

        Assert.Equal(rows.Select(r => (r.Id, r.Place, r.Point, r.Stock!.Single(), r.Tags![0], r.Numbers[0])), back.Select(r => (r.Id, r.Place, r.Point, r.Stock!.Single(), r.Tags![0], r.Numbers[0])));
    }

    private static List<T> Back<T>(IEnumerable<T> rows) => Back<T>(RecordSource.Of(rows).Blocks);

    private static List<T> Back<T>(IAsyncEnumerable<T> rows) => Back<T>(RecordSource.Of(rows).Blocks);

    private static List<T> Back<T>(IAsyncEnumerable<Block> blocks)
    {
        var results = new List<T>();
        foreach (var block in blocks.ToBlockingEnumerable())
        {
            var map = RecordMap.For(typeof(T), block.Schema, "dataset 'd'");
            using var sink = new RowSink<T>(RowProgram<T>.For(map, [], [], out var captures), captures, block.Schema, "d/table/0.parquet", null);
            sink.Accept(block);
            while (sink.TryTake(out var chunk))
            {
                results.AddRange(chunk.Span);
                chunk.ThrowFailure();
            }
        }
        return results;
    }

    private static Every Make(Random random, string text) => new(
        (sbyte)random.Next(), (short)random.Next(), (int)random.NextInt64(), random.NextInt64(long.MinValue, long.MaxValue), (byte)random.Next(), (ushort)random.Next(),
        (uint)random.NextInt64(), (ulong)random.NextInt64(long.MinValue, long.MaxValue), random.NextSingle() * 1e10f, random.NextDouble() * 1e100, (Half)random.NextSingle(), random.Next(2) == 0, text,
        (random.NextInt64() % 100_000_000_000L) / (decimal)Math.Pow(10, random.Next(5)), random.NextInt64() / (random.Next(2) == 0 ? 1m : -1_000_000_000m),
        DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1)), new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay / 10) * 10),
        new TimeSpan(random.NextInt64(TimeSpan.TicksPerDay / 10) * 10), new DateTime(random.NextInt64(MostTicks) * 10), new DateTimeOffset(random.NextInt64(MostTicks) * 10, TimeSpan.Zero),
        new Guid(random.Next(), (short)random.Next(), 3, 4, 5, 6, 7, 8, 9, 10, (byte)random.Next()), [.. Enumerable.Range(0, random.Next(5)).Select(b => (byte)(b * 77))],
        random.Next(2) == 0 ? Size.Small : Size.Large, random.Next(2) == 0 ? Colour.Red : Colour.Blue);

    private static Maybe Thin(Every r, int nulls)
    {
        var random = new Random(nulls);
        return new(
            N(r.I8), N(r.I16), N(r.I32), N(r.I64), N(r.U8), N(r.U16), N(r.U32), N(r.U64), N(r.Single), N(r.Double), N(r.Half), N(r.IsOpen), R(r.Text), N(r.Amount), N(r.Wide), N(r.Day), N(r.Clock),
            N(r.Span), N(r.At), N(r.Instant), N(r.Key), R(r.Bytes), N(r.Size), N(r.Colour));

        T? N<T>(T value)
            where T : struct => random.Next(3) == 0 ? null : value;
        T? R<T>(T value)
            where T : class => random.Next(3) == 0 ? null : value;
    }

    private static string Describe<T>(T row) => string.Join("|", typeof(T).GetProperties().Where(p => p.CanWrite).Select(p => p.GetValue(row) switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        decimal number => (number / 1.000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.Ticks.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset time => time.Ticks.ToString(CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    }));
}
