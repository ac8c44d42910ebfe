namespace Kartothek.Core;

/// <summary>What must be true of a key at the moment when a put becomes visible.</summary>
public readonly record struct PutCondition
{
    private PutCondition(bool isIfAbsent, VersionToken ifMatch) => (IsIfAbsent, Match) = (isIfAbsent, ifMatch);

    /// <summary>Nothing: the object is made or replaced. The default value.</summary>
    public static PutCondition None => default;

    /// <summary>The key doesn't exist. Of several writers with this condition one wins.</summary>
    public static PutCondition IfAbsent { get; } = new(true, default);

    /// <summary>Whether the key must not exist.</summary>
    public bool IsIfAbsent { get; }

    /// <summary>The version that the key must have; none where the condition is another.</summary>
    public VersionToken Match { get; }

    /// <summary>The key exists in the version of a token. Of several writers with this condition and token one wins.</summary>
    public static PutCondition IfMatch(VersionToken token)
    {
        if (token.IsNone)
        {
            throw new ArgumentException("A condition needs the token of a version.", nameof(token));
        }
        return new PutCondition(false, token);
    }
}
