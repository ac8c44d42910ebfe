namespace Kartothek.Parquet.Tests;

internal static class FluentSteps
{
    /// <summary>Puts a choice into a chain of calls.</summary>
    public static TResult Let<T, TResult>(this T value, Func<T, TResult> step) => step(value);
}
