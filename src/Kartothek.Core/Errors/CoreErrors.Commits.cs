using System.Collections.Immutable;
using System.Globalization;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <content>Commits.</content>
internal static partial class CoreErrors
{
    public static CommitConflictException CommitConflict(string uuid, int attempts, Exception? inner) =>
        new($"Dataset '{uuid}' was changed by another writer {attempts} {(attempts == 1 ? "time" : "times")} while this commit waited. Nothing was changed. Open the dataset again and repeat the update.", inner);

    public static CommitConflictException CommitNotReapplied(string uuid, CommitKind second, CommitKind first) =>
        new($"Another writer changed dataset '{uuid}' ({first.ToString().ToLowerInvariant()}) while this commit ({second.ToString().ToLowerInvariant()}) was made, and it may not be meant any more. "
            + "Nothing was changed. Open the dataset again, and repeat the update where it is still meant.");

    public static CommitConflictException DatasetMadeAnew(string uuid) =>
        new($"Dataset '{uuid}' was made anew by another writer since it was opened. Nothing was changed. Open the dataset again, and repeat the update where it is still meant.");

    public static CommitOutcomeUnknownException CommitOutcomeUnknown(string uuid, string id, Exception inner) =>
        new($"It can't be told whether commit '{id}' of dataset '{uuid}' was made: the store failed while the header was written ({inner.Message.TrimEnd('.')}). It was not repeated, and its files were left. "
            + "Open the dataset again, look whether the change is in it, and repeat the update where it isn't.", inner);

    public static KartothekException CommitFailed(string uuid, Exception inner) =>
        new(inner is KartothekException k ? k.Kind : ErrorKind.Unavailable, $"The commit of dataset '{uuid}' failed while its header was written: {inner.Message.TrimEnd('.')}. Nothing was changed.", inner);

    public static KartothekException DatasetDeletedMeanwhile(string uuid, Exception inner) =>
        new(ErrorKind.NotFound, $"Dataset '{uuid}' was deleted by another writer while this commit was made. Nothing was written to it. Create it again, and repeat the update.", inner);

    public static KartothekException ConditionsIgnored(string store) =>
        new(ErrorKind.NotSupported,
            $"The store '{store}' ignores the conditions of puts, so that two writers at the same time would undo each other's commits unnoticed. Nothing was written. "
            + "Use a store that honours 'If-Match' and 'If-None-Match', or set 'CommitOptions.LastWriterWins' where there is one writer at a time.");

    public static KartothekException VersionNotFound(string uuid, VersionChoice choice, ImmutableArray<StoredVersion> versions) =>
        new(ErrorKind.NotFound, $"The history of dataset '{uuid}' doesn't have {choice}. " + (versions switch
        {
            [] => "It has no version that was replaced.",
            [var only] => $"It has version {only.Key.Number} only.",
            [var first, .., var last] => $"It has versions {first.Key.Number} to {last.Key.Number}.",
        }) + (choice.Time is not null && versions is [var oldest, ..] ? string.Create(CultureInfo.InvariantCulture, $" The oldest was stored at {oldest.Written.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z.") : "") + " List them with 'Dataset.HistoryAsync'; 'Dataset.RetainAsync' says how many are kept.");

    public static KartothekException VersionLacksFiles(string uuid, VersionChoice choice, string[] gone, int files) =>
        new(ErrorKind.NotFound,
            $"{char.ToUpperInvariant(choice.ToString()[0])}{choice.ToString()[1..]} of dataset '{uuid}' can't be read any more: {gone.Length} of its {files} files {(gone.Length == 1 ? "is" : "are")} gone, '{gone[0]}'"
            + $"{(gone.Length == 1 ? "" : " among them")}. Python's garbage collection, which knows no versions, removes what the present header doesn't name. Choose a later version.");

    public static KartothekException VersionIsReadOnly(string uuid, VersionChoice choice) =>
        new(ErrorKind.Invalid, $"Dataset '{uuid}' was opened as of {choice}, and only the present version can be changed. Open it without 'DatasetOptions.AsOf', or make the version the present one with 'Dataset.RestoreAsync'.");

    public static KartothekException DatasetIsGone(string uuid, string store) =>
        new(ErrorKind.NotFound, $"Store '{store}' has no dataset '{uuid}' any more: somebody deleted it since it was opened.");

    public static KartothekException LabelTwice(string uuid, string label) =>
        new(ErrorKind.Invalid, $"Dataset '{uuid}' would have two partitions of the label '{label}'. Nothing was changed. Commit each file once.");

    public static KartothekException IndexOfNoColumn(string uuid, string column) =>
        new(ErrorKind.NotFound,
            $"Dataset '{uuid}' has no column '{column}' now, so that an index on it can be neither kept nor built. Nothing was changed. "
            + "Drop the index with 'DropIndex' where there is one; open the dataset again where another writer restored a version without the column.");
}
