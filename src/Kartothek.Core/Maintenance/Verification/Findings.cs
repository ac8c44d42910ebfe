using System.Globalization;

namespace Kartothek.Core;

/// <summary>Makes findings: all sentences of the doctor in one place.</summary>
internal static class Findings
{
    private const string Repairable = "Verify with 'Repair'.";

    public static VerifyFinding SecondHeader(string key, string counting) =>
        new(FindingKind.SecondHeader, key, null, $"Header '{key}' lies beside '{counting}', which counts; nobody reads it, and it comes to life when the other one is deleted.", Repairable) { IsRepairable = true };

    public static VerifyFinding NewerHeader(string key, string counting) =>
        new(FindingKind.SecondHeader, counting, null, $"Header '{counting}' counts, and is older than '{key}' beside it, whose commits nobody sees.", Repairable) { IsRepairable = true };

    public static VerifyFinding LabelTwice(string key, string label) =>
        new(FindingKind.LabelTwice, key, null, $"Header '{key}' has partition '{label}' twice; readers see the last.", Repairable) { IsRepairable = true };

    public static VerifyFinding KeyTwice(string key, string label, string other) =>
        new(FindingKind.KeyTwice, key, null, $"Partitions '{other}' and '{label}' refer to one file, whose rows are read twice.", $"Delete partition '{label}' if that isn't meant.");

    public static VerifyFinding PartitionKeys(string key, string? column, string what) =>
        new(FindingKind.PartitionKeys, key, column, what, "Delete the partition, and append its rows again.");

    public static VerifyFinding FileMissing(string key, string label) =>
        new(FindingKind.FileMissing, key, null, $"The file of partition '{label}' doesn't exist.", "Restore it from a copy or an older version of the dataset, or delete the partition.");

    public static VerifyFinding FileUnreadable(string key, string reason) =>
        new(FindingKind.FileUnreadable, key, null, $"The file can't be read: {Sentence(reason)}", "Restore it from a copy, or delete its partition.");

    public static VerifyFinding SchemaMissing(string key, string table, string? guesses) =>
        new(FindingKind.SchemaMissing, key, null, $"Table '{table}' has no schema.{guesses}", Repairable) { IsRepairable = true };

    public static VerifyFinding SchemaUnreadable(string key, string reason) =>
        new(FindingKind.SchemaUnreadable, key, null, $"The schema can't be read: {Sentence(reason)}", Repairable) { IsRepairable = true };

    public static VerifyFinding SchemaForm(string key, string reason) =>
        new(FindingKind.SchemaForm, key, null, $"The schema is in a form that Kartothek or Plateau can't update: {reason}.", Repairable) { IsRepairable = true };

    public static VerifyFinding SchemaLeft(string key) =>
        new(FindingKind.SchemaForm, key, null, "The schema was put by a commit that never came to its end: Python takes it for that of the dataset.", Repairable) { IsRepairable = true };

    public static VerifyFinding SchemaDiffers(string key, string column, string what) =>
        new(FindingKind.SchemaDiffers, key, column, what, "Write the partition again with the type of the schema, or a new dataset.");

    public static VerifyFinding IndexMissing(string key, string column) =>
        new(FindingKind.IndexMissing, key, column, $"The file of the index on '{column}' doesn't exist.", Repairable) { IsRepairable = true };

    public static VerifyFinding IndexUnreadable(string key, string column, string reason) =>
        new(FindingKind.IndexUnreadable, key, column, $"The index on '{column}' can't be read: {Sentence(reason)}", Repairable) { IsRepairable = true };

    public static VerifyFinding IndexIncomplete(string key, string column, long entries, string example) =>
        new(FindingKind.IndexIncomplete, key, column, $"The index on '{column}' lacks {Count(entries, "entry", "entries")}, such as {example}: queries may miss rows.", Repairable) { IsRepairable = true };

    public static VerifyFinding IndexExcess(string key, string column, long entries, string example) =>
        new(FindingKind.IndexExcess, key, column, $"The index on '{column}' has {Count(entries, "entry", "entries")} too many, such as {example}: queries read more than they need.", Repairable) { IsRepairable = true };

    public static VerifyFinding IndexLabels(string key, string column, long labels, string example) =>
        new(FindingKind.IndexLabels, key, column, $"The index on '{column}' names {Count(labels, "label", "labels")} that the header doesn't have, such as '{example}': a query of Python's that meets one fails.", Repairable) { IsRepairable = true };

    public static VerifyFinding IndexEmbedded(string key, string column) =>
        new(FindingKind.IndexForm, key, column, $"The index on '{column}' lies in the header, where Python takes all its values for text.", Repairable) { IsRepairable = true };

    public static VerifyFinding IndexForm(string key, string column, PythonTarget form, PythonTarget wanted) =>
        new(FindingKind.IndexForm, key, column, $"The text of the index on '{column}' is in the form for {form}, and {wanted} can't add rows to it.", Repairable) { IsRepairable = true };

    public static VerifyFinding IndexImpossible(string key, string column, string reason) =>
        new(FindingKind.IndexUnreadable, key, column, $"There can't be an index on '{column}': {Sentence(reason)}", "Drop the index.");

    public static VerifyFinding StatisticsWrong(string key, string column, string what) =>
        new(FindingKind.StatisticsWrong, key, column, what, Repairable) { IsRepairable = true };

    public static VerifyFinding StatisticsMissing(string key, string column, int rowGroups) =>
        new(FindingKind.StatisticsMissing, key, column, $"Column '{column}' has no statistics in {Count(rowGroups, "row group", "row groups")}: every predicate of Python's on it fails.", Repairable) { IsRepairable = true };

    private static string Sentence(string text) => text.TrimEnd('.', ' ') + ".";

    private static string Count(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
