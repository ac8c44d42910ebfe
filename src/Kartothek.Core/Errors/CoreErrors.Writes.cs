using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The messages about writing: sources, layouts, updates.</summary>
internal static partial class CoreErrors
{
    public static KartothekException BatchColumns(int columns, int expected) =>
        new(ErrorKind.Invalid, $"A record batch has {columns} columns, and the schema of its source has {expected}. Give batches of one schema, and that schema.");

    public static KartothekException BatchLength(Field column, int length, int expected) =>
        new(ErrorKind.Invalid, $"Column '{column.Name}' of a record batch has {length} rows, and the batch says {expected}. Nothing was changed. Make the batch of arrays of one length.");

    public static KartothekException BatchOffsets(Field column, int row) =>
        new(ErrorKind.Invalid, $"Value {row} of column '{column.Name}' of a record batch lies outside of the array's buffer. Nothing was changed. Mend the array's offsets.");

    public static KartothekException BatchText(Field column, int row) =>
        new(ErrorKind.Invalid, $"Value {row} of column '{column.Name}' of a record batch is text, and no UTF-8. Nothing was changed. Mend the text, or give it as binary.");

    public static KartothekException NameIsNotText(Field column, Field part) =>
        new(ErrorKind.Invalid, $"{(ReferenceEquals(column, part) ? "The name of column" : "A field of column")} '{Shown(column.Name)}' {(ReferenceEquals(column, part) ? "" : $"is named '{Shown(part.Name)}', which ")}has half a surrogate pair, which UTF-8 can't hold. Nothing was changed. Choose another name.");

    public static KartothekException FieldTwice(Field column, string name) =>
        new(ErrorKind.Invalid, $"Column '{column.Name}' ({column.Type}) has two fields named '{name}', which couldn't be told apart when they are read. Nothing was changed. Rename one of them.");

    public static KartothekException PartitionColumnsMissing(IReadOnlyList<string> missing, Schema source) =>
        new(ErrorKind.Invalid,
            $"The rows lack the partition {(missing.Count == 1 ? "column" : "columns")} {NearestNames.List(missing)}. "
            + NearestNames.Sentence(missing[0], [.. source.Fields.Select(f => f.Name)], "column", "They have no columns at all."));

    public static KartothekException PartitionColumnTwice(string column) =>
        new(ErrorKind.Invalid, $"Column '{column}' is named twice among the partition columns. Name it once.");

    public static KartothekException NothingBesideKeys(ImmutableArray<string> partitionOn) =>
        new(ErrorKind.Invalid, $"No column is left to be written beside the partition {(partitionOn.Length == 1 ? "column" : "columns")} {NearestNames.List(partitionOn)}. Partition by fewer columns, or add one.");

    public static KartothekException PartitionValueIsNull(string column, long row) =>
        new(ErrorKind.Invalid, $"Row {row} of the new rows has no value (null or NaN) in the partition column '{column}', for which keys have no text. Nothing was changed. Replace the nulls, or don't partition by this column.");

    public static KartothekException TimestampDoesNotFit(Field column, ConstantScalar value, long row) =>
        new(ErrorKind.Invalid,
            $"Row {row} of the new rows has {value} in column '{column.Name}', which is no whole number of microseconds in the range of 64 bits; timestamps are written in microseconds, as Python does. "
            + "Nothing was changed. Round the values, or keep nanoseconds with 'FileLayout.KeepsNanoseconds'.");

    public static KartothekException SortColumnIsNested(Field column) =>
        new(ErrorKind.Invalid, $"Files can't be sorted by column '{column.Name}', which is {column.Type}. Sort by a column of single values.");

    public static KartothekException LayoutColumn(string option, string column, Schema schema) =>
        new(ErrorKind.NotFound, $"'{option}' names the column '{column}', which the rows lack. {NearestNames.Sentence(column, [.. schema.Fields.Select(f => f.Name)], "column", "They have no columns at all.")}");

    public static KartothekException ScopeNeedsRows(Dataset dataset, string column) =>
        new(ErrorKind.Invalid,
            $"Partitions of dataset '{dataset.Uuid}' can't be deleted by column '{column}', which isn't a partition column: its files would have to be read. "
            + (dataset.PartitionColumns.IsEmpty ? "It has no partition columns. " : $"Its partition columns are {NearestNames.List(dataset.PartitionColumns)}. ")
            + "Delete rows with 'DeleteRowsAsync' or 'ExecuteDeleteAsync', which rewrite the files that hold them.");

    public static KartothekException ScopeTypeDoesNotFit(string dataset, Scalar predicate) =>
        new(ErrorKind.Invalid, $"Partitions of dataset '{dataset}' can't be deleted by '{predicate}': a value in a key doesn't fit the type that it compares with. Compare with the type of the column in the dataset's schema.");

    public static KartothekException ScopeIsEmpty(Dataset dataset) =>
        new(ErrorKind.Invalid, $"A delete scope of dataset '{dataset.Uuid}' names no values, which in Python would delete everything. Name values, or delete everything with 'DeleteAll'.");

    public static KartothekException ScopeColumnNotIndexed(Dataset dataset, string column) =>
        new(ErrorKind.Invalid,
            $"A delete scope of dataset '{dataset.Uuid}' names the column '{column}', which is neither a partition column nor indexed, so that no file could be chosen by it. "
            + "Build an index, or delete rows with 'DeleteRowsAsync'.");

    public static KartothekException ScopeIndexNotReadable(Dataset dataset, string column) =>
        new(ErrorKind.Corrupt, $"Partitions of dataset '{dataset.Uuid}' can't be deleted by '{column}': the index of the column is missing or damaged. Nothing was changed. Build it again.");

    public static KartothekException ScopeValueIsNull(Field column) =>
        new(ErrorKind.Invalid, $"A delete scope names a null (or NaN) for column '{column.Name}': neither keys nor indices list nulls. Delete rows with 'DeleteRowsAsync'.");

    public static KartothekException ScopeValue(Field column, object value, Exception? inner = null) =>
        new(ErrorKind.Invalid, $"A delete scope names '{value}' ({value.GetType().Name}) for column '{column.Name}', which is no value of its type {column.Type}. Give a value of that type, or its text.", inner);

    public static KartothekException LabelNotFound(Dataset dataset, string label) =>
        new(ErrorKind.NotFound, $"Dataset '{dataset.Uuid}' has no partition '{label}' to be deleted. Take labels from 'Dataset.Partitions'.");

    public static KartothekException LabelIsGone(Dataset dataset, string label) =>
        new(ErrorKind.Conflict, $"Partition '{label}' of dataset '{dataset.Uuid}' was to be deleted, and another writer has removed it meanwhile. Nothing was changed. Open the dataset again, and repeat the update where it is still meant.");

    public static KartothekException WrittenIsCorrupt(Exception inner) =>
        new(ErrorKind.Corrupt, $"The text doesn't describe written partitions: {inner.Message.TrimEnd('.')}. Send the text that 'WrittenPartitions.ToJson' of the same version wrote.", inner);

    public static KartothekException DatasetExists(string uuid, string store) =>
        new(ErrorKind.Conflict, $"Dataset '{uuid}' exists already in store '{store}'. Nothing was changed. Open and update it, replace it with 'CreateOptions.Overwrite', or choose another name.");

    public static KartothekException TableIsInvalid(string table) =>
        new(ErrorKind.Invalid, $"'{table}' can't be the name of a table: it is one folder of keys, and '{DatasetKeys.IndexFolder}' is that of indices, '{HistoryKey.Folder}' that of the history. Use another name; Python's is '{DatasetKeys.DefaultTable}'.");

    public static KartothekException MetadataIsNotFinite(string path) =>
        new(ErrorKind.Invalid, $"The metadata has a NaN or an infinity at '{path}', which JSON has no text for: Python couldn't read the dataset any more. Store null, or the name as text.");

    public static KartothekException MetadataIsTooDeep(int limit) =>
        new(ErrorKind.Invalid, $"The metadata nests more than {limit} objects and lists in each other, which readers of headers refuse, so that the dataset couldn't be opened any more. Nothing was changed. Store it flatter, or as one text.");

    public static KartothekException MetadataIsNotText(string path) =>
        new(ErrorKind.Invalid, $"The metadata has half a surrogate pair at '{path}', which UTF-8 can't hold. Nothing was changed. Mend the text.");

    public static KartothekException UpdateIsEmpty(string uuid) =>
        new(ErrorKind.Invalid, $"The update of dataset '{uuid}' says nothing to do. Append rows, add written files, delete, or change metadata, columns or indices.");

    public static KartothekException ColumnExists(string uuid, Field column) =>
        new(ErrorKind.Invalid, $"Dataset '{uuid}' has a column '{column.Name}' ({column.Type}) already, and it can't be added. Choose another name.");

    public static KartothekException ColumnIsNotNullable(string uuid, Field column) =>
        new(ErrorKind.Invalid, $"Column '{column.Name}' can't be added to dataset '{uuid}' as not nullable: it is null in the rows that exist. Add it nullable, and write a default with 'UpdateRowsAsync', which rewrites files.");

    public static KartothekException IndexToDropNotFound(Dataset dataset, string column) =>
        new(ErrorKind.NotFound, $"Dataset '{dataset.Uuid}' has no index on '{column}' to drop. {NearestNames.Sentence(column, [.. dataset.Header.Indices.Select(i => i.Column)], "indexed column", "It has no indices at all.")}");

    public static KartothekException IndexBuiltAndDropped(string uuid, string column) =>
        new(ErrorKind.Invalid, $"The update of dataset '{uuid}' both builds and drops the index on '{column}'. Do one of them; building replaces an index that is there.");

    public static KartothekException WrittenForAnother(Dataset dataset, WrittenPartitions written) =>
        new(ErrorKind.Invalid,
            $"Files that were written for table '{written.Table}' of dataset '{written.Uuid}', partitioned by {Columns(written.PartitionOn)}, can't be added to table '{dataset.Table}' of dataset '{dataset.Uuid}', partitioned by {Columns(dataset.PartitionColumns)}. "
            + "Add them to the dataset that they were written for, or write the rows again.");

    public static KartothekException WrittenIsGone(Dataset dataset, string key, int gone, int files) =>
        new(ErrorKind.NotFound,
            $"Of {files} files that were written to be added to dataset '{dataset.Uuid}', {gone} {(gone == 1 ? "isn't" : "aren't")} in store '{dataset.Store.Name}' any more, '{key}'{(gone == 1 ? "" : " among them")}: they were discarded, "
            + "or garbage was collected with a retention shorter than they waited, or the dataset was deleted since. Nothing was changed. Write the rows again.");

    public static KartothekException WrittenIsCommitted(Dataset dataset, string key, long version) =>
        new(ErrorKind.Invalid,
            $"File '{key}' can't be added to dataset '{dataset.Uuid}': it was committed already, version {version} has it, and a later commit removed or rewrote it. Nothing was changed. "
            + "Commit each file once. Where its rows are meant to come back, restore a version, or write them again.");

    public static CommitConflictException PartitionColumnsChanged(Dataset before, Dataset now) =>
        new($"Dataset '{now.Uuid}' was partitioned by {Columns(before.PartitionColumns)} when the update began, and another writer has partitioned it by {Columns(now.PartitionColumns)} meanwhile. Nothing was changed. Open the dataset again and repeat the update.");

    public static CommitConflictException ScopeMeetsNewFiles(Dataset dataset, string scope, string label) =>
        new($"The update of dataset '{dataset.Uuid}' deletes {scope}, and since its snapshot was opened another commit has added partition '{label}' there. Nothing was changed. Open the dataset again (after a commit of your own, go on with its report's 'Dataset'), and repeat the update where these rows are to go, too.");

    private static string Columns(ImmutableArray<string> columns) => columns.IsEmpty ? "no column" : NearestNames.List(columns);

    private static string Shown(string text) => string.Concat(text.Select(c => char.IsSurrogate(c) ? $"\\u{(int)c:X4}" : c.ToString()));
}
