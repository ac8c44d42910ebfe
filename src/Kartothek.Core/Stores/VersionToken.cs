namespace Kartothek.Core;

/// <summary>Says which content of an object a store holds. Opaque; two equal tokens of one key mean the same content.</summary>
/// <remarks>
/// Different tokens don't prove different content: a store may describe one object by the hash of its bytes after a whole
/// read and by its size and time after a range read. Every token that a store gave is valid in its conditions.
/// </remarks>
public readonly struct VersionToken : IEquatable<VersionToken>
{
    private readonly string? _text;
    private readonly long _size;
    private readonly long _ticks;

    /// <summary>A token with the text that a store gave: an entity tag, a generation, a hash.</summary>
    public VersionToken(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        _text = text;
    }

    private VersionToken(long size, long ticks) => (_size, _ticks) = (size, ticks);

    /// <summary>Whether there is no token: the default value.</summary>
    public bool IsNone => _text is null && _ticks == 0;

    /// <summary>Whether the token is a size and a time, rather than a text.</summary>
    internal bool IsSizeAndTime => _text is null && _ticks != 0;

    /// <summary>A token of size and time, which costs no allocation.</summary>
    internal static VersionToken OfSizeAndTime(long size, DateTime time) => new(size, time.Ticks);

    /// <inheritdoc/>
    public bool Equals(VersionToken other) => _text == other._text && _size == other._size && _ticks == other._ticks;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VersionToken other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_text, _size, _ticks);

    /// <summary>Whether both are the same token.</summary>
    public static bool operator ==(VersionToken left, VersionToken right) => left.Equals(right);

    /// <summary>Whether the tokens differ.</summary>
    public static bool operator !=(VersionToken left, VersionToken right) => !left.Equals(right);

    /// <summary>The token as text; empty where there is none.</summary>
    public override string ToString() => _text ?? (IsNone ? "" : $"{_size:x}-{_ticks:x}");
}
