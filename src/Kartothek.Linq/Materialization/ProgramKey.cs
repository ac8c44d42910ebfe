namespace Kartothek.Linq;

/// <summary>What a compiled row program depends on.</summary>
internal sealed class ProgramKey : IEquatable<ProgramKey>
{
    private readonly object?[] _tokens;
    private readonly int _hash;

    /// <summary>The key of a list of tokens, which compare by their own equality.</summary>
    public ProgramKey(IEnumerable<object?> tokens)
    {
        _tokens = [.. tokens];
        var hash = default(HashCode);
        foreach (var token in _tokens)
        {
            hash.Add(token);
        }
        _hash = hash.ToHashCode();
    }

    /// <inheritdoc/>
    public bool Equals(ProgramKey? other) => other is not null && _hash == other._hash && _tokens.AsSpan().SequenceEqual(other._tokens);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ProgramKey);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}
