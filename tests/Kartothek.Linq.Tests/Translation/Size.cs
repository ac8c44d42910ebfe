namespace Kartothek.Linq.Tests;

/// <summary>An enum that is stored by name; two names are one value.</summary>
public enum Size
{
    Small,
    Medium,
    Middle = Medium,
    Large,
}
