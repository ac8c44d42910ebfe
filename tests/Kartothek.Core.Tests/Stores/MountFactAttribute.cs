namespace Kartothek.Core.Tests;

/// <summary>A test that mounts a file system; skipped where that isn't allowed.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = SmallFileSystem.IsPossible ? null : "It mounts a file system, which needs root on Linux.";
}
