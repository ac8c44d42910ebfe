using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The messages about collecting, deleting, copying and verifying.</summary>
internal static partial class CoreErrors
{
    public static KartothekException CreatedWhileDeleted(string uuid, string store) =>
        new(ErrorKind.Conflict,
            $"Dataset '{uuid}' in store '{store}' was created anew by another writer while it was being deleted. The new dataset wasn't touched; "
            + "some files of the old one are left, and garbage collection removes them.");
}
