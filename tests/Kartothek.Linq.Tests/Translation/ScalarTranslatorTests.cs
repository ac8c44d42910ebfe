using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq.Tests;

public sealed class ScalarTranslatorTests
{
    private static readonly long LongLimit = 5_000_000_000;
    private static readonly int BelowZero = -1;
    private static readonly int? NoLimit = null;
    private static readonly Dictionary<long, int> ById = new() { [4] = 1 };
    private static readonly Guid SomeKey = new("00112233-4455-6677-8899-aabbccddeeff");

    [Fact]
    public void Integers_compare_in_the_width_of_the_column()
    {
        Is("Quantity = 5", s => s.Quantity == 5);
        Is("Quantity > 5", s => 5 < s.Quantity);
        Is("Quantity = 5000000000", s => s.Quantity == LongLimit);
        Is("Small <= 7", s => s.Small <= 7);
        Is("Unsigned != 7", s => s.Unsigned != 7);
        Is("Huge >= 18446744073709551615", s => s.Huge >= ulong.MaxValue);
        Is("Stock = 5", s => s.Stock == 5);
        Is("Quantity < Stock", s => s.Quantity < s.Stock);
        Is("Quantity = Id", s => s.Quantity == s.Id);
    }

    private sealed record Moments(DateTime Begin, DateTime End, DateTime Created);

    [Fact]
    public void Timestamps_of_other_units_compare_in_the_finer_one_unless_it_is_too_short()
    {
        var columns = new Schema(
        [
            new("Begin", ColumnType.Timestamp(ColumnUnit.Millisecond)), new("End", ColumnType.Timestamp(ColumnUnit.Microsecond)), new("Created", ColumnType.Timestamp(ColumnUnit.Nanosecond)),
        ]);
        var map = RecordMap.For(typeof(Moments), columns, "dataset 'moments'");

        Assert.Equal("checked timestamp[us](Begin) < End", ScalarTranslator.Condition((Expression<Func<Moments, bool>>)(m => m.Begin < m.End), map).Scalar?.ToString());
        Assert.Null(ScalarTranslator.Condition((Expression<Func<Moments, bool>>)(m => m.Created > m.End), map).Scalar);
    }

    [Fact]
    public void Constants_outside_of_the_columns_type_decide_the_comparison()
    {
        Is("Unsigned is not null", s => s.Unsigned > BelowZero);
        Is("false", s => s.Unsigned == BelowZero);
        Is("true", s => s.Unsigned != BelowZero);
        Is("false", s => s.Unsigned < BelowZero);
        Is("Quantity is not null", s => s.Quantity < 9_300_000_000_000_000_000m);
    }

    [Fact]
    public void Constants_between_two_values_of_the_column_become_its_neighbours()
    {
        Is("Amount <= 1.00", s => s.Amount < 1.005m);
        Is("Amount > 1.00", s => s.Amount >= 1.005m);
        Is("Amount > -1.01", s => s.Amount > -1.005m);
        Is("false", s => s.Amount == 1.005m);
        Is("true", s => s.Amount != 1.005m);
        Is("Amount = 1.50", s => s.Amount == 1.5m);
        Is("Quantity > 2", s => s.Quantity > 2.5m);
        Is("Time <= 1970-01-01T00:00:00.001", s => s.Time < new DateTime(1970, 1, 1).AddTicks(10_001));
        Is("Time > 1969-12-31T23:59:59.999", s => s.Time >= new DateTime(1970, 1, 1).AddTicks(-1));
    }

    [Fact]
    public void Floating_members_read_null_as_NaN_where_it_makes_a_difference()
    {
        Is("Price > 1.5", s => s.Price > 1.5);
        Is("Price != 1.5", s => s.Price != 1.5);
        Is("Discount < 0.5", s => s.Discount < 0.5);
        Is("(Price ?? NaN) = Discount", s => s.Price == s.Discount);
        Is("(Price ?? NaN) != (Price ?? NaN)", s => double.IsNaN(s.Price));
        Is("Price * 2 > 1", s => s.Price * 2 > 1);
        Is("Price in (1, NaN, null)", s => new[] { 1.0, double.NaN }.Contains(s.Price));
        Is("Discount in (1, NaN)", s => new double?[] { 1.0, double.NaN }.Contains(s.Discount));
    }

    [Fact]
    public void Floats_widen_as_in_CSharp()
    {
        Is("float(Ratio) = 0.5", s => s.Ratio == 0.5f);
        Is("double(float(Ratio)) = 0.1", s => s.Ratio == 0.1);
        Is("Share = 0.5", s => s.Share == 0.5);
        Is("double(Share) < 0.1", s => s.Share < 0.1);
        Is("double(Quantity) > 0.5", s => s.Quantity > 0.5);
        Is("Share in (0.5)", s => new float?[] { 0.5f }.Contains(s.Share));
    }

    [Fact]
    public void Null_tests()
    {
        Is("Country is null", s => s.Country == null);
        Is("Country is not null", s => s.Country != null);
        Is("Stock is not null", s => s.Stock.HasValue);
        Is("Stock is null", s => !s.Stock.HasValue);
        Is("Stock = 3", s => s.Stock!.Value == 3);
        Is("Bytes is null", s => s.Bytes == null);
        Is("false", s => s.Stock < NoLimit);
        Is("true", s => s != null!);
        Is("Discount is null", s => s.Discount == null);
    }

    [Fact]
    public void Defaults_for_null()
    {
        Is("(Stock ?? 0) > 3", s => (s.Stock ?? 0) > 3);
        Is("(Stock ?? 0) > 3", s => s.Stock.GetValueOrDefault() > 3);
        Is("(Stock ?? 9) > 3", s => s.Stock.GetValueOrDefault(9) > 3);
        Is("(Country ?? 'x') = 'y'", s => (s.Country ?? "x") == "y");
        Is("(Stock ?? Quantity) = 1", s => (s.Stock ?? s.Quantity) == 1);
        Is("Maybe ?? false", s => s.Maybe ?? false);
        Is("(Refund ?? 0.0000) > 0.5000", s => (s.Refund ?? 0) > 0.5m);
    }

    [Fact]
    public void Booleans()
    {
        Is("Flag", s => s.Flag);
        Is("not Flag", s => !s.Flag);
        Is("Flag = true", s => s.Flag == true);
        Is("Maybe = false", s => s.Maybe == false);
        Is("Maybe", s => s.Maybe!.Value);
        Is("Flag and (Id = 1 or not Flag)", s => s.Flag && (s.Id == 1 || !s.Flag));
        Is("Flag and Id = 1", s => s.Flag & s.Id == 1);
        Is("Flag or Id = 1", s => s.Flag | s.Id == 1);
        Is("Flag != Maybe", s => s.Flag != s.Maybe);
        Is("Flag < true", s => s.Flag.CompareTo(true) < 0);
        Is("Maybe >= false", s => s.Maybe!.Value.CompareTo(false) >= 0);
        Is("not (Id < 5)", s => !(s.Id < 5));
        Is("not (Id < 5 and Flag)", s => !(s.Id < 5 && s.Flag));
    }

    [Fact]
    public void Text_is_ordinal()
    {
        Is("Country = 'DE'", s => s.Country == "DE");
        Is("Country = 'DE'", s => s.Country!.Equals("DE"));
        Is("Country = 'DE'", s => string.Equals("DE", s.Country, StringComparison.Ordinal));
        Is("Country = Product", s => s.Country == s.Product);
        Is("Country is null or Country < 'M'", s => string.CompareOrdinal(s.Country, "M") < 0);
        Is("Country is null or Country < 'M'", s => 0 < string.CompareOrdinal("M", s.Country));
        Is("Country >= 'M'", s => string.Compare(s.Country, "M", StringComparison.Ordinal) >= 0);
        Is("Country is not null", s => string.CompareOrdinal(s.Country, null) > 0);
        Is("Country is null and Product is not null or Country < Product", s => string.CompareOrdinal(s.Country, s.Product) < 0);
        Is("Country starts with 'D'", s => s.Country!.StartsWith("D", StringComparison.Ordinal));
        Is("Country starts with 'D'", s => s.Country!.StartsWith('D'));
        Is("Country ends with 'E'", s => s.Country!.EndsWith("E", StringComparison.Ordinal));
        Is("Country contains 'E'", s => s.Country!.Contains("E"));
        Is("Country contains 'E'", s => s.Country!.Contains('E'));
        Is("Country is null or Country = ''", s => string.IsNullOrEmpty(s.Country));
        Is("length(Country) > 2", s => s.Country!.Length > 2);
    }

    [Fact]
    public void Dates_and_times()
    {
        Is("Day >= 2026-01-01", s => s.Day >= new DateOnly(2026, 1, 1));
        Is("Shipped = 1969-12-31", s => s.Shipped == new DateOnly(1969, 12, 31));
        Is("year(Day) = 2026 and month(Day) = 2 and day(Day) = 3", s => s.Day.Year == 2026 && s.Day.Month == 2 && s.Day.Day == 3);
        Is("day_of_week(Day) = 1", s => s.Day.DayOfWeek == DayOfWeek.Monday);
        Is("day_of_year(Time) = 1", s => s.Time.DayOfYear == 1);
        Is("hour(Time) = 4 and minute(Time) = 5 and second(Clock) = 6", s => s.Time.Hour == 4 && s.Time.Minute == 5 && s.Clock.Second == 6);
        Is("date(Time) = 2026-01-02", s => s.Time.Date == new DateTime(2026, 1, 2));
        Is("date(Time) = Day", s => DateOnly.FromDateTime(s.Time) == s.Day);
        Is("Instant < 2026-01-01T11:00:00Z", s => s.Instant < new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.FromHours(1)));
        Is("Clock > 12:30:00", s => s.Clock > new TimeOnly(12, 30));
        Is("Day < 2026-01-01", s => s.Day.CompareTo(new DateOnly(2026, 1, 1)) < 0);
        Is("false", s => s.Instant > DateTimeOffset.MaxValue);
        Is("Shipped = 2026-01-01", s => s.Shipped!.Value == new DateOnly(2026, 1, 1));
    }

    [Fact]
    public void Guids_and_enums()
    {
        Is($"Key = {SomeKey}", s => s.Key == SomeKey);
        Is($"Key in ({SomeKey})", s => new[] { SomeKey }.Contains(s.Key));
        Is("Color = 2", s => s.Color == Color.Green);
        Is("Color > 2", s => s.Color > Color.Green);
        Is("Color in (1, 3)", s => new[] { Color.Red, Color.Blue }.Contains(s.Color));
        Is("Size = 'Large'", s => s.Size == Size.Large);
        Is("Size not in ('Medium', 'Middle')", s => s.Size != Size.Medium);
        Is("Fit = 'Small'", s => s.Fit == Size.Small);
        Is("Fit is null", s => s.Fit == null);
        Is("Size in ('Small', 'Large')", s => new List<Size> { Size.Small, Size.Large }.Contains(s.Size));
        Is("Size = Fit", s => s.Size == s.Fit);
    }

    [Fact]
    public void Memberships()
    {
        var list = new List<int> { 1, 2 };
        var set = new HashSet<string?> { "a", null };
        Is("Quantity in (1, 2)", s => list.Contains(s.Quantity));
        Is("Stock in (1, null)", s => new int?[] { 1, null }.Contains(s.Stock));
        Is("Country in ('a', null)", s => set.Contains(s.Country));
        Is("Id in (1, 2)", s => ImmutableArray.Create(1L, 2L).Contains(s.Id));
        Is("Id in (3)", s => new[] { 3L }.ToFrozenSet().Contains(s.Id));
        Is("Id in (4)", s => ById.ContainsKey(s.Id));
        Is("Quantity in (2, 4)", s => list.Select(i => i * 2).Contains(s.Quantity));
        Is("Quantity in ()", s => new List<int>().Contains(s.Quantity));
        Is("Amount in (1.00)", s => new[] { 1m, 1.005m }.Contains(s.Amount));
    }

    [Fact]
    public void Arithmetic_is_CSharps()
    {
        Is("Id + 1 > 5", s => s.Id + 1 > 5);
        Is("checked(Id * 2) > 5", s => checked(s.Id * 2) > 5);
        Is("10 / Id > 1", s => 10 / s.Id > 1);
        Is("Id % 2 = 1", s => s.Id % 2 == 1);
        Is("-Id < 0", s => -s.Id < 0);
        Is("-Price < 0", s => -s.Price < 0);
        Is("Discount + Price > 1", s => s.Discount + s.Price > 1);
        Is("checked int32(Quantity) * 2 = 4", s => s.Quantity * 2 == 4);
    }

    [Fact]
    public void Conditionals()
    {
        Is("if(Flag, Id, 0) > 3", s => (s.Flag ? s.Id : 0) > 3);
        Is("if(Flag, Country, Product) = 'a'", s => (s.Flag ? s.Country : s.Product) == "a");
    }

    [Fact]
    public void Bytes()
    {
        var bytes = new byte[] { 1, 255 };
        Is("Bytes = x'01ff'", s => s.Bytes!.SequenceEqual(bytes));
        Is("Bytes is null or Bytes = x''", s => s.Bytes!.SequenceEqual(Array.Empty<byte>()));
    }

    [Fact]
    public void What_may_throw_is_known()
    {
        Assert.False(Scalar(s => s.Quantity == 5).CanThrow);
        Assert.False(Scalar(s => s.Price / 2 > 5).CanThrow);
        Assert.True(Scalar(s => 10 / s.Id > 5).CanThrow);
        Assert.True(Scalar(s => s.Quantity + 1 > 5).CanThrow);
        Assert.True(Scalar(s => checked(s.Id + 1) > 5).CanThrow);
    }

    [Fact]
    public void What_is_not_translated_says_why()
    {
        Is("{'Label' is not mapped to a column}", s => s.Label == "a");
        Is("{culture-sensitive StartsWith(string): pass StringComparison.Ordinal}", s => s.Country!.StartsWith("a"));
        Is("{string.CompareTo compares by culture: write string.CompareOrdinal}", s => s.Country!.CompareTo("a") < 0);
        Is("{scans compare text ordinally only: 's.Country.Equals(\"a\", StringComparison.OrdinalIgnoreCase)'; pass StringComparison.Ordinal where case and culture don't matter}", s => s.Country!.Equals("a", StringComparison.OrdinalIgnoreCase));
        Is("{scans compare text ordinally only: 'string.Compare(s.Country, \"a\", StringComparison.InvariantCulture)'; write string.CompareOrdinal where case and culture don't matter}", s => string.Compare(s.Country, "a", StringComparison.InvariantCulture) < 0);
        Is("{the conversion from int to byte may change the value: compare 's.Quantity' itself}", s => (byte)s.Quantity == 5);
        Is("{'Tags' is nested (list<string>)}", s => s.Tags!.Length > 2);
        Is("{'Tags' is nested (list<string>)}", s => s.Tags!.Contains("a"));
        Is("{scans don't reckon in decimal: 's.Amount * 2m'}", s => s.Amount * 2 > 3);
        Is("{scans don't concatenate text: 's.Product + s.Country'}", s => s.Product + s.Country == "a");
        Is("{scans don't evaluate Guid.ToString: 's.Key.ToString()'}", s => s.Key.ToString() == "a");
        Is("{scans don't evaluate string.ToUpper: 's.Product.ToUpper()'}", s => s.Product.ToUpper() == "A");
        Is("{arrays are compared by reference: 's.Bytes == byte[1]'; write SequenceEqual}", s => s.Bytes == SomeBytes);
        Is("{double.CompareTo puts NaN before all numbers: write <, <=, > or >=}", s => s.Price.CompareTo(1) < 0);
        Is("{double.Equals takes NaN as equal to itself: write ==}", s => s.Price.Equals(1));
        Is("{scans don't evaluate 's.Size < Size.Large'}", s => s.Size < Size.Large);
        Is("{SortedSet<string> decides by itself what it contains: use an array, a List or a HashSet with default equality}", s => new SortedSet<string>().Contains(s.Product));
        Is("{HashSet<string> decides by itself what it contains: use an array, a List or a HashSet with default equality}", s => new HashSet<string>(StringComparer.OrdinalIgnoreCase).Contains(s.Product));
        Is("{the result of int.CompareTo is not compared with 0}", s => s.Quantity.CompareTo(3) == 1);
        Is("{the text of string.Contains has half a surrogate pair}", s => s.Product.Contains('\uD800'));
    }

    private static readonly byte[] SomeBytes = [1];

    private static Kartothek.Columns.Scalar Scalar(Expression<Func<Sale, bool>> predicate)
    {
        var filter = (Filter)SaleQuery.PlanOf(q => q.Where(predicate));
        return ScalarTranslator.Condition(filter.Predicate, SaleQuery.Map).Scalar!;
    }

    private static void Is(string expected, Expression<Func<Sale, bool>> predicate) => Assert.Equal(expected, SaleQuery.ScalarOf(predicate));
}
