namespace Kartothek.Core;

/// <summary>The forms of a header.</summary>
public enum HeaderFormat : byte
{
    /// <summary>JSON; wins where both exist.</summary>
    Json,

    /// <summary>MessagePack in one Zstandard frame.</summary>
    MessagePack,
}
