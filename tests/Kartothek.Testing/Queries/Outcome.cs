namespace Kartothek.Testing;

/// <summary>What came out of running something: a value, or an exception.</summary>
internal sealed record Outcome<T>(T? Value, Exception? Error)
{
    /// <summary>Runs it.</summary>
    public static Outcome<T> Of(Func<T> run)
    {
        try
        {
            return new(run(), null);
        }
        catch (Exception error)
        {
            return new(default, error);
        }
    }

    /// <summary>Runs it asynchronously.</summary>
    public static async Task<Outcome<T>> OfAsync(Func<Task<T>> run)
    {
        try
        {
            return new(await run(), null);
        }
        catch (Exception error)
        {
            return new(default, error);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Error?.ToString() ?? Value?.ToString() ?? "null";
}
