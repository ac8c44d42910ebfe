namespace Kartothek.Linq.Tests;

/// <summary>An enum that is stored by number.</summary>
public enum Color
{
    Red = 1,
    Green = 2,
    Blue = 3,
}
