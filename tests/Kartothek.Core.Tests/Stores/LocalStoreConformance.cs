using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class LocalStoreConformance : ObjectStoreConformance<LocalStore>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override LocalStore Create() => new(_folder.Path);

    public void Dispose() => _folder.Dispose();
}
