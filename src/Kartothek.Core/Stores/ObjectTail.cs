namespace Kartothek.Core;

/// <summary>The last bytes of an object, read in one request together with its size and version.</summary>
public sealed class ObjectTail
{
    private readonly Func<ReadOnlyMemory<byte>, VersionToken>? _makeToken;
    private VersionToken _token;

    /// <summary>A tail of a known version.</summary>
    public ObjectTail(ReadOnlyMemory<byte> bytes, long size, VersionToken token) => (Bytes, Size, _token) = (bytes, size, token);

    /// <summary>A tail that is the whole object, whose token is made from its bytes when somebody asks.</summary>
    internal ObjectTail(ReadOnlyMemory<byte> bytes, Func<ReadOnlyMemory<byte>, VersionToken> makeToken) =>
        (Bytes, Size, _makeToken) = (bytes, bytes.Length, makeToken);

    /// <summary>The bytes: the whole object where it isn't longer than what was asked for. Never changes; may be kept.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Bytes of the whole object.</summary>
    public long Size { get; }

    /// <summary>Whether <see cref="Bytes"/> is the whole object.</summary>
    public bool IsWhole => Bytes.Length == Size;

    /// <summary>The version of the object.</summary>
    public VersionToken Token
    {
        get
        {
            if (_token.IsNone && _makeToken is not null)
            {
                _token = _makeToken(Bytes);
            }
            return _token;
        }
    }
}
