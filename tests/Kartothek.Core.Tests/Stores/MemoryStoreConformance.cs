using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class MemoryStoreConformance : ObjectStoreConformance<MemoryStore>
{
    protected override MemoryStore Create() => new();
}
