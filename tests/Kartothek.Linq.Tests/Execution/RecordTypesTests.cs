using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Records of every shape, read through the whole way.</summary>
public sealed class RecordTypesTests
{
    private enum Size
    {
        Small,
        Large,
    }

    private sealed record Every(
        int Id, Size Size, Size? Other, Guid Key, DateTime At, DateTimeOffset Instant, TimeOnly Clock, DateOnly? Day, decimal? Amount, float Ratio, Half Tiny,
        byte Level, ulong Big, bool? IsOpen, string? Name);

    private static Every Row(int i) => new(
        i, (Size)(i % 2), i % 3 == 0 ? null : Size.Large, new Guid(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), DateTime.UnixEpoch.AddDays(-i).AddTicks(10 * i), DateTimeOffset.UnixEpoch.AddHours(i),
        new TimeOnly(i % 24, 1, 2), i % 2 == 0 ? null : new DateOnly(2000, 1, 1).AddDays(i), i % 4 == 0 ? null : i * 1.25m, i / 3f, (Half)(i / 4.0),
        (byte)i, ulong.MaxValue - (ulong)i, i % 3 == 1 ? null : i % 2 == 0, i % 5 == 0 ? null : $"n{i % 10}");

    private static readonly TestDataset<Every> Data = new TestDataset<Every>().IndexOn("id").RowGroups(30).Files(Enumerable.Range(0, 100).Select(Row), 50);

    [Fact]
    public async Task Records_of_every_type_come_back_as_they_were()
    {
        var oracle = await QueryOracle<Every>.OpenAsync(Data);

        await oracle.RowsOfEachAsync(
            """
            all                                   reads 0 1
            size = 'Large' and other != 'Large'   reads and checks 0 1
            """,
            q => q,
            q => q.Where(r => r.Size == Size.Large && r.Other != Size.Large));
        await oracle.RowsAsync(
            """
            Project r => new { r.Key, r.Clock }
              Scan test
                columns     key, clock
                predicate   clock > 20:00:00
                reads       0 1
                checks      0 1
            """,
            q => q.Where(r => r.Clock > new TimeOnly(20, 0)).Select(r => new { r.Key, r.Clock }));
        await oracle.RowsAsync(
            """
            Scan test
              predicate   key = 00000003-0000-0000-0000-000000000001
              reads       0.0
              checks      0.0
            """,
            q => q.Where(r => r.Key == new Guid(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)));
        await oracle.RowsAsync(
            """
            Project r => new { r.At.Year, Next = r.Day, Sum = r.Amount + r.Level }
              Scan test
                columns     at, day, amount, level
                reads       0 1
            """,
            q => q.Select(r => new { r.At.Year, Next = r.Day, Sum = r.Amount + r.Level }));
        await oracle.RowsAsync(
            """
            Project r => r.Ratio * 2f
              Scan test
                columns     ratio
                predicate   half(tiny) > 20
                reads       1.1
                checks      1.1
            """,
            q => q.Where(r => r.Tiny > (Half)20).Select(r => r.Ratio * 2));
        await oracle.RowsAsync(
            """
            Sort Name (StringComparer.Ordinal), Id descending
              Scan test
                predicate   is_open = true or name = 'n3'
                reads       0 1
                checks      0 1
            """,
            q => q.Where(r => r.IsOpen == true || r.Name == "n3").OrderBy(r => r.Name, StringComparer.Ordinal).ThenByDescending(r => r.Id));
    }

    [Fact]
    public async Task Many_members_are_carried_through_a_sort()
    {
        var oracle = await QueryOracle<Every>.OpenAsync(Data);

        await oracle.RowsAsync(
            """
            Project r => new { r.Id, r.Size, r.Other, r.Key, r.At, r.Instant, r.Clock, r.Day, r.Amount, r.Ratio, r.Tiny, r.Big, r.IsOpen, r.Name }
              Slice after 3
                Sort Level descending
                  Scan test
                    columns     id, size, other, key, at, instant, clock, day, amount, ratio, tiny, level, big, is_open, name
                    reads       0 1
            """,
            q => q.OrderByDescending(r => r.Level).Skip(3)
                .Select(r => new { r.Id, r.Size, r.Other, r.Key, r.At, r.Instant, r.Clock, r.Day, r.Amount, r.Ratio, r.Tiny, r.Big, r.IsOpen, r.Name }));
        await oracle.RowsAsync(
            """
            Project r => r.Level
              Slice first 4
                Sort Name (StringComparer.Ordinal)
                  Scan test
                    columns     level, name
                    predicate   id > 5
                    reads       0 1
                    checks      0.0
            """,
            q => q.OrderBy(r => r.Name, StringComparer.Ordinal).Where(r => r.Id > 5).Take(4).Select(r => r.Level));
        await oracle.ValuesAsync(
            """
            Not any < Filter r => !(r.Level >= 10) (residual: it stands behind Skip) < Slice after 10 < Sort Level < all   reads 0 1
            Count < Slice after 90 < all                                                                                   reads 0 1
            Any < Slice after 90 < all; limit 91                                                                           reads 0 1
            """,
            q => q.OrderBy(r => r.Level).Skip(10).All(r => r.Level >= 10),
            q => q.Skip(90).Count(),
            q => q.Skip(90).Any());
    }

    private sealed record Listed(int Id, string[]? Tags, int[]? Counts);

    private sealed record Lists(long Id, List<string>? Tags, IReadOnlyList<long>? Counts);

    [Fact]
    public async Task List_columns_are_read_as_arrays_and_lists()
    {
        var data = new TestDataset<Listed>().RowGroups(2)
            .File(new(1, ["a", "b"], [1, 2]), new(2, null, []), new(3, [], null), new(4, ["ü"], [-1]));
        var dataset = await data.OpenAsync();

        var arrays = await dataset.AsQueryable<Listed>().ToListAsync();
        Assert.Equal(data.Rows.Select(r => r.Tags), arrays.Select(r => r.Tags));
        Assert.Equal(data.Rows.Select(r => r.Counts), arrays.Select(r => r.Counts));
        var lists = await dataset.AsQueryable<Lists>().Where(r => r.Tags != null && r.Tags.Count > 0).ToListAsync();
        Assert.Equal([1, 4], lists.Select(r => r.Id));
        Assert.Equal([["a", "b"], ["ü"]], lists.Select(r => r.Tags!));
        Assert.Equal([[1L, 2], [-1]], lists.Select(r => r.Counts!));
        Assert.Equal([2], await dataset.AsQueryable<Listed>().Where(r => r.Tags!.Contains("b")).Take(1).Select(r => r.Counts!.Length).ToListAsync());
    }

    private interface IIdentified
    {
        long Id { get; }
    }

    private sealed record Identified(long Id) : IIdentified;

    private static IQueryable<T> Above<T>(IQueryable<T> source, long id)
        where T : IIdentified => source.Where(r => r.Id > id);

    [Fact]
    public async Task Generic_queries_over_interfaces_are_translated()
    {
        var oracle = await QueryOracle<Identified>.OpenAsync(new TestDataset<Identified>().File(new(1), new(2), new(3)));

        await oracle.RowsAsync(
            """
            Scan test
              predicate   id > 1
              reads       0
              checks      0
            """,
            q => Above(q, 1));
        await oracle.RowsAsync(
            """
            Project r => r.Id
              Scan test
                columns     id
                predicate   id > 2
                reads       0
                checks      0
            """,
            q => ((IQueryable<IIdentified>)q).Where(r => r.Id > 2).Select(r => r.Id));
        await oracle.RowsAsync(
            """
            Project x => x
              Scan test
                predicate   id > 2
                reads       0
                checks      0
            """,
            q => q.Cast<IIdentified>().Where(r => r.Id > 2));
        await oracle.RowsAsync(
            """
            Project x => x.Id
              Scan test
                columns     id
                reads       0
            """,
            q => q.OfType<IIdentified>().Select(r => r.Id));
    }

    private sealed record Missing(long Id, string? Name, double Ratio, int? Count);

    [Fact]
    public async Task A_file_that_lacks_a_column_has_nulls_there()
    {
        var oracle = await QueryOracle<Missing>.OpenAsync(
            new TestDataset<Missing>().IndexOn("count").File(new(1, "a", 1, 5), new(2, null, double.NaN, null)).File(new Missing(3, null, 3, null)).Without(1, "name").Without(1, "count"));

        await oracle.RowsOfEachAsync(
            """
            all                        reads 0 1
            name is null               reads 0 1, checks 0
            count != 5                 reads 0 1, checks 0
            count > 1 or name != 'b'   reads 0 1
            """,
            q => q,
            q => q.Where(r => r.Name == null),
            q => q.Where(r => r.Count != 5),
            q => q.Where(r => r.Count > 1 || r.Name != "b"));
        await oracle.ValuesAsync(
            """
            Aggregate max(count) < all      reads 0 1
            Aggregate sum(count) < id = 3   reads 1
            """,
            q => q.Max(r => r.Count),
            q => q.Where(r => r.Id == 3).Sum(r => r.Count));
    }

    private sealed record Photo(int Id, byte[] Bytes, byte[]? Thumb);

    [Fact]
    public async Task Rows_with_equal_bytes_have_arrays_of_their_own()
    {
        var data = new TestDataset<Photo>("photos").File([.. Enumerable.Range(0, 100).Select(i => new Photo(i, [1, 2], i % 2 == 0 ? null : [3]))]);
        await using var store = await data.StoreAsync();
        var photos = (await Dataset.OpenAsync(store, "photos")).AsQueryable<Photo>();

        var all = await photos.ToListAsync();
        all[0].Bytes[0] = 9;
        all[1].Thumb![0] = 9;
        Assert.All(all.Skip(2), p => Assert.Equal([1, 2], p.Bytes));
        Assert.All(all.Skip(2), p => Assert.NotEqual(9, p.Thumb?[0] ?? 3));
        var some = await photos.Select(p => new { p.Id, p.Bytes, Same = p.Bytes }).OrderBy(p => p.Id).ToListAsync();
        some[0].Bytes[0] = 9;
        Assert.Equal(1, some[1].Bytes[0]);
        var bytes = await photos.Where(p => p.Id > 3).Select(p => p.Bytes).ToListAsync();
        bytes[0][0] = 9;
        Assert.All(bytes.Skip(1), b => Assert.Equal([1, 2], b));
    }

    private sealed record Long(int Id, long Distance, long? Delay);

    private sealed record Short(byte Distance, short? Delay);

    [Fact]
    public async Task An_aggregate_of_values_that_do_not_fit_their_member_is_an_error()
    {
        var data = new TestDataset<Long>("ways").File([.. Enumerable.Range(0, 50).Select(i => new Long(i, i == 40 ? 1_400 : i % 5, i == 30 ? -40_000 : i % 3 == 0 ? null : i))]);
        await using var store = await data.StoreAsync();
        var ways = (await Dataset.OpenAsync(store, "ways")).AsQueryable<Short>();

        var error = await Assert.ThrowsAsync<KartothekException>(() => ways.SumAsync(w => w.Distance));
        Assert.StartsWith("Column 'distance' (int64) holds 1400 in row 40 of 'ways/table/", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<KartothekException>(() => ways.AverageAsync(w => w.Distance));
        await Assert.ThrowsAsync<KartothekException>(() => ways.Select(w => w.Distance).MaxAsync());
        await Assert.ThrowsAsync<KartothekException>(() => ways.MinAsync(w => w.Delay));
        var far = 1_000;
        Assert.Equal(100, await ways.Where(w => w.Distance < far).SumAsync(w => w.Distance));
        Assert.Equal(50, await ways.CountAsync());
        Assert.Equal(33, await ways.Where(w => w.Delay >= 0).Select(w => w.Delay!.Value).CountAsync());
    }
}
