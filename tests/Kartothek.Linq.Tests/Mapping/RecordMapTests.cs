using System.ComponentModel.DataAnnotations.Schema;
using Kartothek.Columns;

namespace Kartothek.Linq.Tests;

public sealed class RecordMapTests
{
    private static readonly Schema Sales = new(
    [
        new("product_id", ColumnType.Int64), new("ShipDate", ColumnType.Date), new("amount", ColumnType.Decimal(12, 2)),
        new("COUNTRY", ColumnType.String), new("http_status", ColumnType.UInt64), new("ratio", ColumnType.Double), new("value_2", ColumnType.Float),
        new("at", ColumnType.Timestamp(ColumnUnit.Microsecond, isUtc: true)), new("tags", ColumnType.List(new("item", ColumnType.String))),
    ]);

    private sealed class Settable
    {
        public int ProductId { get; set; }
        public DateOnly ShipDate { get; init; }
        public required decimal? Amount { get; init; }
        public string? country = null;
        public byte HTTPStatus { get; private set; }
        public double Value2 { get; set; }
        public string[]? Tags { get; set; }
        public string Label => $"{ProductId} {country}";

        [NotMapped]
        public object? Cache { get; set; }
    }

    private sealed record Positional(long ProductId, [property: Column("COUNTRY")] string Land, [property: NotMapped] int Page = 3)
    {
        public double Ratio { get; init; }
    }

    private readonly record struct Point(float Ratio, DateTimeOffset At);

    private struct Plain
    {
        public ushort ProductId { get; set; }
    }

    private enum Country
    {
        De,
        Fr,
    }

    private sealed record WithEnums(Country Country, Country? ProductId);

    private static RecordMap Map<T>() => RecordMap.For(typeof(T), Sales, "dataset 'sales'");

    private static string Columns(RecordMap map) => string.Join(" ", map.Members.Select(m => $"{m.Name}:{m.Column.Name}"));

    [Fact]
    public void Members_find_their_columns_by_exact_name_then_by_convention_then_loosely()
    {
        Assert.Equal(
            "ProductId:product_id ShipDate:ShipDate Amount:amount HTTPStatus:http_status Value2:value_2 Tags:tags country:COUNTRY".Split(' ').Order(),
            Columns(Map<Settable>()).Split(' ').Order());
    }

    [Fact]
    public void A_constructor_takes_the_members_of_its_parameters_and_the_rest_is_set()
    {
        var map = Map<Positional>();

        Assert.Equal("ProductId:product_id Land:COUNTRY Ratio:ratio", Columns(map));
        Assert.Equal(["ProductId", "Land", null], map.Arguments.Select(a => a?.Name));
        Assert.Equal(["Ratio"], map.Assigned.Select(a => a.Name));
    }

    [Fact]
    public void Structs_need_no_constructor_and_a_positional_one_is_called()
    {
        Assert.Null(Map<Plain>().Constructor);
        Assert.Equal(2, Map<Point>().Arguments.Length);
    }

    [Fact]
    public void An_anonymous_type_is_a_record()
    {
        var sample = new { ProductId = 0, Tags = (List<string>?)null };

        Assert.Equal("ProductId:product_id Tags:tags", Columns(RecordMap.For(sample.GetType(), Sales, "dataset 'sales'")));
    }

    [Fact]
    public void Enums_read_text_by_name_and_integers_by_number()
    {
        Assert.Equal([true, false], Map<WithEnums>().Members.Select(m => m.IsEnumByName));
    }

    [Fact]
    public void Nullability_is_the_declared_one()
    {
        Assert.Equal(
            ["Amount", "Tags", "country"], Map<Settable>().Members.Where(m => m.AcceptsNull).Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal([true, false], Map<Point>().Members.Select(m => m.ReadsNullAsNaN));
        Assert.False(Map<Positional>().Members[1].AcceptsNull);
    }

    [Fact]
    public void A_member_is_found_by_the_interface_that_an_expression_names()
    {
        Assert.True(Map<Named>().TryGetMember(typeof(INamed).GetProperty("Country")!, out var member));
        Assert.Equal("COUNTRY", member!.Column.Name);
        Assert.False(Map<Named>().TryGetMember(typeof(string).GetProperty("Length")!, out _));
    }

    private interface INamed
    {
        string? Country { get; }
    }

    private sealed record Named(string? Country) : INamed;

    private sealed record Misspelt(string Contry);

    private sealed record Unlike(Guid ProductId);

    private sealed record Local(DateTime ShipDate);

    private sealed record Renamed([property: Column("land")] string Country);

    [Theory]
    [InlineData(
        typeof(Misspelt),
        "Dataset 'sales' has no column for member 'Contry' of 'Misspelt'. Its nearest column is 'COUNTRY'. Rename the member, name its column with [Column(\"…\")], or leave it out with [NotMapped] of System.ComponentModel.DataAnnotations.Schema.")]
    [InlineData(
        typeof(Unlike),
        "Member 'ProductId' of 'Unlike' is Guid, and column 'product_id' of dataset 'sales' is int64, which is another kind. Declare the member as long?, or leave it out with [NotMapped].")]
    [InlineData(
        typeof(Local),
        "Member 'ShipDate' of 'Local' is DateTime, and column 'ShipDate' of dataset 'sales' is date, which is another kind. Declare the member as DateOnly?, or leave it out with [NotMapped].")]
    [InlineData(
        typeof(Renamed),
        "Dataset 'sales' has no column 'land' for member 'Country' of 'Renamed'. Its columns are 'product_id', 'ShipDate', 'amount', 'COUNTRY', 'http_status', 'ratio', 'value_2', 'at' and 'tags'. Rename the member, name its column with [Column(\"…\")], or leave it out with [NotMapped] of System.ComponentModel.DataAnnotations.Schema.")]
    [InlineData(typeof(int), "'int' can't stand for the rows of a dataset. Use a class, record or struct of your own with one member per column.")]
    public void What_does_not_fit_is_told_by_both_names(Type type, string message)
    {
        var error = Assert.Throws<KartothekException>(() => RecordMap.For(type, Sales, "dataset 'sales'"));

        Assert.Equal(message, error.Message);
        Assert.Equal(ErrorKind.Invalid, error.Kind);
    }

    [Fact]
    public void A_name_that_several_columns_could_mean_is_refused()
    {
        var schema = new Schema([new("NAME", ColumnType.String), new("na_ME", ColumnType.String)]);

        var error = Assert.Throws<KartothekException>(() => RecordMap.For(new { Name = "" }.GetType(), schema, "dataset 'd'"));

        Assert.Contains("could be any of the columns 'NAME', 'na_ME' of dataset 'd'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_inside_nested_columns_are_checked_too()
    {
        var schema = new Schema([new("lines", ColumnType.List(new("item", ColumnType.Struct(new Field("sku", ColumnType.String)))))]);

        Assert.Single(RecordMap.For(new { Lines = new[] { new { Sku = "" } } }.GetType(), schema, "dataset 'd'").Members);
        var error = Assert.Throws<KartothekException>(() => RecordMap.For(new { Lines = new[] { new { Price = 0 } } }.GetType(), schema, "dataset 'd'"));
        Assert.StartsWith("Column 'lines' of dataset 'd' has no column for member 'Price'", error.Message, StringComparison.Ordinal);
    }
}
