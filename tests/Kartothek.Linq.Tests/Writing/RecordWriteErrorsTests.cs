using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations.Schema;
using Kartothek.Columns;

namespace Kartothek.Linq.Tests;

/// <summary>What can't be written exactly isn't written, and the message says which row it is and what to do.</summary>
public sealed class RecordWriteErrorsTests
{
    private static readonly Schema Stored = new(
    [
        new("id", ColumnType.Int64), new("country", ColumnType.String), new("amount", ColumnType.Decimal(6, 2)), new("small", ColumnType.UInt8), new("ratio", ColumnType.Float),
        new("at", ColumnType.Timestamp(ColumnUnit.Millisecond)), new("code", ColumnType.FixedBinary(2)), new("nothing", ColumnType.Null),
    ]);

    private enum Land
    {
        De,
        Fr,
    }

    [Fact]
    public void A_value_that_its_column_cannot_hold_names_member_row_and_remedy()
    {
        Fails("'amount' is 1.255 in row 1 of the rows to be written, which column 'amount' (decimal(6,2)) can't hold exactly. Round it,", new { amount = 1.25m }, new { amount = 1.255m });
        Fails("is 10000 in row 0 of the rows to be written, which column 'amount' (decimal(6,2)) can't hold exactly.", new { amount = 10000m });
        Fails("is 300 in row 0 of the rows to be written, which column 'small' (uint8) can't hold exactly.", new { small = 300 });
        Fails("is -1 in row 0 of the rows to be written, which column 'small' (uint8) can't hold exactly.", new { small = -1L });
        Fails("is 0.1 in row 0 of the rows to be written, which column 'ratio' (float) can't hold exactly. Declare the member as float,", new { ratio = 0.1 });
        Fails("is 3 bytes in row 0 of the rows to be written, which column 'code' (fixed_binary(2)) can't hold exactly.", new { code = new byte[3] });
        Fails("is 7 in row 0 of the rows to be written, which column 'country' (string) can't hold exactly. Give the value a name in the enum.", new { country = (Land)7 });
        Fails("has half a surrogate pair in row 0 of the rows to be written", new { country = "\ud800" });
        Fails("is 2026-01-02T03:04:05.0001 in row 0 of the rows to be written, and column 'at' (timestamp[ms]) would lose its last digits.", new { at = new DateTime(2026, 1, 2, 3, 4, 5).AddTicks(1000) });
    }

    [Fact]
    public void The_row_is_counted_over_all_blocks()
    {
        var rows = Enumerable.Range(0, 5001).Select(i => new { small = i < 5000 ? 1 : 999 });

        Fails("is 999 in row 5000 of the rows", [.. rows]);
    }

    private sealed record Never(string Country);

    [Fact]
    public void A_null_in_a_member_that_is_never_null_is_an_error() =>
        Fails("'Never.Country' is null in row 1 of the rows to be written, and it is declared as never null", new Never("DE"), new Never(null!));

    [Fact]
    public void A_null_record_is_an_error() => Fails("A record is null: row 1 of the rows to be written. Leave it out.", new Never("DE"), null!);

    private sealed record Truncated(DateTime At, TimeSpan? Clock);

    [Fact]
    public void Times_are_cut_towards_the_past_where_that_is_asked_for()
    {
        var row = new Truncated(new DateTime(1969, 12, 31, 23, 59, 59).AddTicks(7), TimeSpan.FromTicks(19));
        var source = RecordSource.Of([row], options: new() { TruncatesTimes = true });

        var block = source.Blocks.ToBlockingEnumerable().Single();

        Assert.Equal(-1_000_000, ((FlatVector<long>)block.Columns[0]).Values[0]);
        Assert.Equal(1, ((FlatVector<long>)block.Columns[1]).Values[0]);
        var error = Assert.Throws<KartothekException>(() => RecordSource.Of([row]).Blocks.ToBlockingEnumerable().Count());
        Assert.Contains("would lose its last digits. Cut them off before, or ask for it with TruncateTimes().", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wall_clocks_keep_their_digits_whatever_their_kind_and_instants_are_converted()
    {
        var local = new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Local);
        var columns = new Schema([new("wall", ColumnType.Timestamp(ColumnUnit.Microsecond)), new("instant", ColumnType.Timestamp(ColumnUnit.Microsecond, isUtc: true)), new("offset", ColumnType.Timestamp(ColumnUnit.Nanosecond, isUtc: true))]);

        var block = RecordSource.Of([new { wall = local, instant = local, offset = new DateTimeOffset(local) }], columns).Blocks.ToBlockingEnumerable().Single();

        var instant = (local.ToUniversalTime() - DateTime.UnixEpoch).Ticks / 10;
        Assert.Equal((new DateTime(2026, 7, 1, 12, 0, 0) - DateTime.UnixEpoch).Ticks / 10, ((FlatVector<long>)block.Columns[0]).Values[0]);
        Assert.Equal(instant, ((FlatVector<long>)block.Columns[1]).Values[0]);
        Assert.Equal(instant * 1000, ((FlatVector<long>)block.Columns[2]).Values[0]);
    }

    [Fact]
    public void Columns_without_a_member_are_null_unless_they_may_not_be()
    {
        var source = RecordSource.Of([new { Id = 1, Nothing = 2.5 }], Stored);

        var block = source.Blocks.ToBlockingEnumerable().Single();

        Assert.Equal(Stored.Fields.Select(f => f.Name), source.Schema.Fields.Select(f => f.Name));
        Assert.Equal(ColumnType.Double, source.Schema["nothing"].Type);
        Assert.All(block.Columns[1..^1], c => Assert.IsType<NullVector>(c));
        var error = Assert.Throws<KartothekException>(() => RecordSource.Of([new { Id = 1 }], new Schema([new("id", ColumnType.Int64), new("must", ColumnType.Date, IsNullable: false)])));
        Assert.Equal("Column 'must' (date) of the dataset takes no null, and 'anonymous type' has no member for it. Add one of type DateOnly.", error.Message);
    }

    [Fact]
    public void A_member_without_a_column_is_an_error_unless_columns_are_added()
    {
        var error = Assert.Throws<KartothekException>(() => RecordSource.Of([new { Id = 1, Contry = "DE" }], Stored));
        var source = RecordSource.Of([new { Id = 1, Contry = "DE", NewOne = (int?)3 }], Stored, new() { AddsColumns = true, Naming = NamingPolicy.SnakeCase });

        Assert.Equal(
            "The dataset has no column for member 'Contry' of 'anonymous type'. Its nearest column is 'country'. Rename the member, name its column with [Column(\"…\")], "
            + "leave it out with [NotMapped] of System.ComponentModel.DataAnnotations.Schema, or add a column for it with AddColumns().",
            error.Message);
        Assert.Equal([.. Stored.Fields.Select(f => f.Name), "contry", "new_one"], source.Schema.Fields.Select(f => f.Name));
    }

    [Fact]
    public void A_member_of_another_kind_is_an_error_before_a_row_is_asked_for()
    {
        var error = Assert.Throws<KartothekException>(() => RecordSource.Of(Never(), Stored));

        Assert.Contains("Member 'Amount' of 'anonymous type' is double, and column 'amount' of the dataset is decimal(6,2), which is another kind.", error.Message, StringComparison.Ordinal);

        static IEnumerable<object> Forbidden() => throw new InvalidOperationException("asked for rows");
        static IEnumerable<T> Cast<T>(T sample, IEnumerable<object> rows) => rows.Cast<T>();
        static dynamic Never() => Cast(new { Amount = 1.0 }, Enumerable.Empty<object>().Concat(Deferred()));
        static IEnumerable<object> Deferred()
        {
            foreach (var row in Forbidden()) yield return row;
        }
    }

    private sealed record Named(int CustomerId, [property: Column("the day")] DateOnly Day, [property: NotMapped] string Secret = "", [property: Column(TypeName = "decimal(9, 3)")] decimal Amount = 0, string HTTPStatus = "")
    {
        public string Computed => Secret + Amount;
    }

    [Fact]
    public void New_columns_are_named_by_the_policy_and_by_attributes()
    {
        Assert.Equal("CustomerId: int32, the day: date, Amount: decimal(9,3), HTTPStatus: string", RecordSchema.Of<Named>().ToString());
        Assert.Equal("customer_id: int32, the day: date, amount: decimal(9,3), http_status: string", RecordSchema.Of<Named>(new() { Naming = NamingPolicy.SnakeCase }).ToString());
    }

    private sealed record Kinds(
        DateTime? At, DateTimeOffset Instant, TimeOnly Clock, decimal Money, Half Tiny, byte Level, Land Land, [property: Column(TypeName = "string")] Land? Name, Guid[] Keys,
        Dictionary<string, Named?> Map, [property: Column(TypeName = "timestamp[ns, UTC]")] DateTime Nanos, [property: Column(TypeName = "nvarchar(20)")] string Text);

    [Fact]
    public void Each_type_of_member_has_the_column_of_its_kind_and_width() => Assert.Equal(
        "At: timestamp[us], Instant: timestamp[us, UTC], Clock: time[us], Money: decimal(18,4), Tiny: half, Level: uint8, Land: int32, Name: string, Keys: list<uuid>, "
        + "Map: map<string, struct<CustomerId: int32, the day: date, Amount: decimal(9,3), HTTPStatus: string>>, Nanos: timestamp[ns, UTC], Text: string",
        RecordSchema.Of<Kinds>().ToString());

    private sealed record Twice([property: Column("x")] int A, [property: Column("x")] int B);

    private sealed record Node(int Id, Node? Next);

    private sealed record Odd(int Id, System.Collections.BitArray Bits);

    private sealed record Money([property: Column(TypeName = "money")] decimal Amount);

    private sealed record Wrong([property: Column(TypeName = "date")] string Day);

    [Fact]
    public void Types_that_no_columns_can_be_made_of_say_why()
    {
        Fails<Twice>("Members 'A' and 'B' of 'Twice' both have column 'x'. Name another one with");
        Fails<Node>("'Node' contains itself, and a column has an end. Leave the member out with [NotMapped]");
        Fails<Odd>("Member 'Bits' of 'Odd' is BitArray, which no column is made of. Use a number,");
        Fails<Money>("Member 'Amount' of 'Money' has [Column(TypeName = \"money\")], which says no digits of a decimal. Write decimal(12,2),");
        Fails<Wrong>("Member 'Day' of 'Wrong' is string, and its column was asked to be date, which is another kind. Declare the member as DateOnly,");
        Fails<int>("'int' can't stand for the rows of a dataset.");

        static void Fails<T>(string message) => Assert.Contains(message, Assert.Throws<KartothekException>(() => RecordSchema.Of<T>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_are_chosen_come_before_those_of_attributes()
    {
        var types = RecordSchema.Of<Named>(new() { Types = new Dictionary<string, ColumnType> { ["Amount"] = ColumnType.Decimal(30, 10) }.ToImmutableDictionary() });
        var error = Assert.Throws<KartothekException>(() => RecordSchema.Of<Named>(new() { Types = new Dictionary<string, ColumnType> { ["Amuont"] = ColumnType.Double }.ToImmutableDictionary() }));

        Assert.Equal(ColumnType.Decimal(30, 10), types["Amount"].Type);
        Assert.Equal("'Named' has no mapped member 'Amuont'. Its nearest member is 'Amount'.", error.Message);
    }

    private static void Fails<T>(string message, params T[] rows)
    {
        var error = Assert.Throws<KartothekException>(() => RecordSource.Of(rows, Stored).Blocks.ToBlockingEnumerable().Count());

        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
