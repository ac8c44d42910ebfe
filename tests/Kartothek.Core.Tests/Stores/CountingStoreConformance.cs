using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class CountingStoreConformance : ObjectStoreConformance<CountingStore>
{
    protected override CountingStore Create() => new(new MemoryStore());
}
