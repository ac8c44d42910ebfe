namespace Flights;

/// <summary>A question of <c>data/answers.json</c>, asked in LINQ.</summary>
internal interface IQuestion
{
    /// <summary>Its name there.</summary>
    string Name { get; }

    /// <summary>Prints the plan, then asks.</summary>
    /// <returns>The rows of the answer.</returns>
    Task<IReadOnlyList<object?[]>> AskAsync(Lake lake);
}
