namespace Kartothek.Linq.Tests;

/// <summary>An interface that records may share.</summary>
public interface IHasId
{
    /// <summary>The row's identity.</summary>
    long Id { get; }
}
