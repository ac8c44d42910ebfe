using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The messages about queries and lambdas that write.</summary>
internal static class RowWriteErrors
{
    public static KartothekException NotAMember(LambdaExpression selector) => new(
        ErrorKind.Invalid, $"'{LambdaText.Print(selector)}' doesn't name members of the record. Write 'x => x.Member', or 'x => new {{ x.One, x.Other }}' where several are wanted.");

    public static KartothekException NotMapped(LambdaExpression selector, string where) => new(
        ErrorKind.Invalid, $"'{LambdaText.Print(selector)}' names a member that is not mapped to a column of dataset '{where}'. Name one that is.");

    public static KartothekException NotADataset(string operation, Type provider) => new(
        ErrorKind.NotSupported, $"{operation} changes a dataset, and {ConstantText.TypeName(provider)} runs this query in memory. Start the query with AsQueryable<T>() of a dataset, or Set<T>() of a context.");

    public static KartothekException NotOnlyWhere(string operation, string line) => new(
        ErrorKind.NotSupported, $"{operation} takes a dataset with any number of Where, and the query has '{line}'. Leave it out, or say which rows are meant by a condition.");

    public static KartothekException NothingSet() => new(
        ErrorKind.Invalid, "ExecuteUpdateAsync was given no value to set. Call SetProperty(x => x.Member, value) in its lambda.");

    public static KartothekException SetTwice(string column) => new(
        ErrorKind.Invalid, $"Column '{column}' is set twice. Since all values are those of the row before the update, put both into one SetProperty.");

    public static KartothekException NullSet(MemberMap map, string where) => new(
        ErrorKind.Invalid, $"'{map.Name}' can't be set to null in dataset '{where}': it is declared as never null. Declare it as '{ConstantText.TypeName(map.Type)}?', or set a value.");

    public static KartothekException ConstantDoesNotFit(MemberMap member, string value, string where) => new(
        ErrorKind.Invalid, $"'{member.Name}' can't be set to {value} in dataset '{where}': column '{member.Column.Name}' is {member.Column.Type}, which can't hold it exactly. Set another value, or widen the column.");

    public static KartothekException NestedSet(MemberMap member, string where) => new(
        ErrorKind.NotSupported, $"'{member.Name}' can't be set in dataset '{where}': column '{member.Column.Name}' is {member.Column.Type}, and only columns of single values can. Delete the rows and append them anew, or use UpsertAsync.");

    public static KartothekException StrictSetters(IReadOnlyList<string> setters) => new(
        ErrorKind.NotSupported, $"The query is strict, but values are left to memory: {string.Join("; ", setters)}. Write them so that they are computed by column, or leave out Strict().");

    public static KartothekException DeleteNeedsRows(LambdaExpression predicate, string reason, IEnumerable<string> partitionColumns, string where)
    {
        string[] columns = [.. partitionColumns];
        var known = columns.Length == 0 ? $"dataset '{where}' has none" : $"those of dataset '{where}' are {NearestNames.List(columns)}";
        return new(
            ErrorKind.Invalid,
            $"Delete takes conditions on partition columns, since it drops whole files, and '{LambdaText.Print(predicate)}' isn't one: {reason}; {known}. "
            + "Delete rows by any condition with ExecuteDeleteAsync.");
    }
}
