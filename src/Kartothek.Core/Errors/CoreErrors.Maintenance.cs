using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The messages about collecting, deleting, copying and verifying.</summary>
internal static partial class CoreErrors
{
    public static KartothekException CreatedWhileDeleted(string uuid, string store) =>
        new(ErrorKind.Conflict,
            $"Dataset '{uuid}' in store '{store}' was created anew by another writer while it was being deleted. The new dataset wasn't touched; "
            + "some files of the old one are left, and garbage collection removes them.");

    public static DatasetRenamedException DatasetRenamed(string key, string newUuid) =>
        new(newUuid,
            $"Header '{key}' says that the dataset was renamed to '{newUuid}'. Open it under that name; "
            + "where the renaming was interrupted, 'RenameAsync' with the same names, or 'DeleteAsync' with the old one, removes the rest.");

    public static KartothekException CopyOntoItself(string uuid) =>
        new(ErrorKind.Invalid, $"Dataset '{uuid}' can't be copied or renamed to its own name in its own store. Give another name, or another store.");

    public static KartothekException CopyTargetExists(string uuid, string newUuid, string store) =>
        new(ErrorKind.Conflict,
            $"Dataset '{uuid}' can't be copied to '{newUuid}': store '{store}' has a dataset of that name. Choose another name, or replace it with 'Overwrite'. Nothing was changed.");

    public static KartothekException CopyTargetIsRenamed(string uuid, string newUuid, string store, DatasetRenamedException inner) =>
        new(ErrorKind.Conflict,
            $"Dataset '{uuid}' can't be copied to '{newUuid}': what store '{store}' had under that name was renamed to '{inner.NewUuid}', and not all of it is removed yet. "
            + $"Where nobody is about to, remove it with 'DeleteAsync', or replace it with 'Overwrite'. Nothing was changed.", inner);

    public static KartothekException RenamedElsewhere(string uuid, string newUuid, string store, DatasetRenamedException inner) =>
        new(ErrorKind.NotFound,
            $"Dataset '{uuid}' was renamed to '{newUuid}', and store '{store}' has no such dataset: it was moved to another store, or deleted there since. Nothing was changed. "
            + "Rename it to where it was moved, or remove what is left under the old name with 'DeleteAsync'.", inner);

    public static KartothekException CopyTargetChanged(string uuid, string newUuid, string store, Exception inner) =>
        new(ErrorKind.Conflict,
            $"Dataset '{uuid}' wasn't copied to '{newUuid}': another writer made or changed the dataset of that name in store '{store}' meanwhile. "
            + "What was copied is garbage there. Look at that dataset, and copy again.", inner);

    public static KartothekException BothNamesChanged(string uuid, string newUuid, string store, Exception inner) =>
        new(ErrorKind.Conflict,
            $"Dataset '{uuid}' wasn't renamed: while it was copied, writers changed both it and '{newUuid}', which store '{store}' has by now with an earlier state of it. Both are as their writers left them. "
            + $"Stop the writers, add what one has and the other lacks, and delete the other; or rename again with 'Overwrite', which gives up what was written to '{newUuid}'.", inner);

    public static KartothekException CopySourceChanges(string uuid, string newUuid, int rounds) =>
        new(ErrorKind.Conflict,
            $"Dataset '{uuid}' wasn't renamed: other writers changed it {rounds} times while it was copied. It is as they left it, and its copy '{newUuid}' holds an earlier state. "
            + "Stop the writers, and rename it again with 'Overwrite'.");
}
