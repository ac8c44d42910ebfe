namespace Kartothek.Testing;

/// <summary>A dataset that Python refused to create.</summary>
/// <param name="Dataset">Its UUID.</param>
/// <param name="Error">What Python raised.</param>
public sealed record GoldenRefusal(string Dataset, string Error);
