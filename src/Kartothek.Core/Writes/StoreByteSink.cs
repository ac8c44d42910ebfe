using System.Buffers;
using System.Runtime.CompilerServices;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Puts the bytes of a new object into a store while they are made. Not thread-safe.</summary>
/// <remarks>
/// A small object is held in memory and put with one request; a longer one is streamed, with one piece in the store's hands while the next is filled. The object becomes visible
/// as a whole when it is completed, and only where its key doesn't exist.
/// </remarks>
internal sealed class StoreByteSink(IObjectStore store, string key) : IByteSink
{
    /// <summary>Bytes of a piece that is handed to the store.</summary>
    private const int PieceBytes = 1 << 20;

    private readonly SemaphoreSlim _given = new(0);
    private readonly SemaphoreSlim _taken = new(1);
    private readonly CancellationTokenSource _stop = new();
    private byte[] _filling = [];
    private byte[] _lent = [];
    private ReadOnlyMemory<byte> _piece;
    private int _filled;
    private bool _isEnded;
    private Task<VersionToken>? _put;

    /// <summary>Bytes written so far.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Bytes of memory held.</summary>
    public long HeldBytes => _filling.Length + _lent.Length;

    /// <summary>How many bytes may be held before streaming begins. Once it has begun, pieces have a fixed size.</summary>
    public int HeldLimit { get; set; } = PieceBytes;

    /// <summary>Whether a streaming request is open.</summary>
    public bool IsStreaming => _put is not null;

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        ByteCount += bytes.Length;
        var limit = _put is null ? HeldLimit : PieceBytes;
        if (bytes.Length <= limit - _filled)
        {
            Hold(bytes.Span, limit);
            return default;
        }
        return StreamAsync(bytes, cancellationToken);
    }

    /// <summary>Hands everything that is held to the store, so that the memory comes back.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        if (_filled > 0)
        {
            Start();
            await GiveAsync(cancellationToken).ConfigureAwait(false);
        }
        if (_lent.Length > 0)
        {
            await TakenAsync(cancellationToken).ConfigureAwait(false);
            _taken.Release();
        }
        Return(ref _filling);
        Return(ref _lent);
    }

    /// <summary>Makes the object visible.</summary>
    /// <returns>Its version.</returns>
    /// <exception cref="KartothekException">The key exists already (<see cref="ErrorKind.Conflict"/>), or the store failed.</exception>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_put is null)
        {
            await store.PutAsync(key, _filling.AsMemory(0, _filled), PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await GiveAsync(cancellationToken).ConfigureAwait(false);
            await TakenAsync(cancellationToken).ConfigureAwait(false);
            _isEnded = true;
            _given.Release();
            await _put.ConfigureAwait(false);
        }
        Release();
    }

    /// <summary>Gives up: the object doesn't become visible. Waits until the store has let go of the bytes; never throws.</summary>
    public async ValueTask AbortAsync()
    {
        if (_put is not null)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await ((Task)_put).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Release();
    }

    private async ValueTask StreamAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Start();
        while (!bytes.IsEmpty)
        {
            if (_filled >= PieceBytes)
            {
                await GiveAsync(cancellationToken).ConfigureAwait(false);
            }
            var count = Math.Min(bytes.Length, PieceBytes - _filled);
            Hold(bytes.Span[..count], PieceBytes);
            bytes = bytes[count..];
        }
    }

    private void Start() => _put ??= store.PutAsync(key, PiecesAsync(_stop.Token), PutCondition.IfAbsent, _stop.Token).AsTask();

    private void Hold(ReadOnlySpan<byte> bytes, int limit)
    {
        if (_filling.Length - _filled < bytes.Length)
        {
            var longer = ArrayPool<byte>.Shared.Rent(Math.Max(_filled + bytes.Length, Math.Min(limit, 4 * _filling.Length)));
            _filling.AsSpan(0, _filled).CopyTo(longer);
            Return(ref _filling);
            _filling = longer;
        }
        bytes.CopyTo(_filling.AsSpan(_filled));
        _filled += bytes.Length;
    }

    /// <summary>Hands the filled piece over, as soon as the store has taken the one before.</summary>
    private async ValueTask GiveAsync(CancellationToken cancellationToken)
    {
        await TakenAsync(cancellationToken).ConfigureAwait(false);
        (_filling, _lent) = (_lent, _filling);
        _piece = _lent.AsMemory(0, _filled);
        _filled = 0;
        _given.Release();
    }

    private async ValueTask TakenAsync(CancellationToken cancellationToken)
    {
        var taken = _taken.WaitAsync(cancellationToken);
        if (!taken.IsCompletedSuccessfully && await Task.WhenAny(taken, _put!).ConfigureAwait(false) == _put)
        {
            // It can only have failed: it hasn't been told of the end.
            await _put.ConfigureAwait(false);
        }
        await taken.ConfigureAwait(false);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await _given.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_isEnded)
            {
                yield break;
            }
            yield return _piece;
            _taken.Release();
        }
    }

    private void Release()
    {
        Return(ref _filling);
        Return(ref _lent);
        _stop.Dispose();
        _given.Dispose();
        _taken.Dispose();
    }

    private static void Return(ref byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        buffer = [];
    }
}
