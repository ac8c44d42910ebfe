using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The memory of one worker's scans: chunks, pages, vectors and decoders' state, kept from one row group and file to the next.</summary>
/// <remarks>
/// For one thread at a time, and for any number of scans one after the other or interleaved on that thread; each scan returns what it
/// took when it is disposed. Arrays come in powers of two.
/// </remarks>
public sealed class ScanBuffers : IDisposable
{
    /// <summary>Bytes that are rented behind what is needed, so that vector loads needn't stop at the end.</summary>
    internal const int Slack = 32;

    private const int MaxConjuncts = 64;

    private readonly Dictionary<Type, Shelf> _shelves = [];
    private readonly Dictionary<Scalar, List<(ImmutableArray<Scalar> Terms, CompiledConjunct Conjunct)>> _conjuncts = new(ReferenceEqualityComparer.Instance);
    private PageCodec? _codec;

    /// <summary>Bytes held for later scans; what running scans use isn't counted.</summary>
    public long HeldBytes => _shelves.Values.Sum(s => s.HeldBytes);

    /// <summary>For tests: what is given back is overwritten, so that who still reads it is found out.</summary>
    internal bool Scribbles { get; init; }

    internal PageCodec Codec => _codec ??= new PageCodec();

    /// <summary>For temporary use.</summary>
    internal RowSelection Selection { get; } = new();

    /// <summary>For temporary use.</summary>
    internal RowMask Mask { get; } = new();

    /// <summary>A scan's conjuncts, those of one column joined, compiled. Each is kept, by the identity of its terms, for the scans that follow: they have it in common though constants and other conjuncts differ.</summary>
    internal CompiledConjunct[] Compile(ScanColumns spec)
    {
        var joined = ConjunctOrder.Join(spec.Conjuncts);
        var compiled = new CompiledConjunct[joined.Length];
        for (var i = 0; i < compiled.Length; i++)
            compiled[i] = Compile(joined[i]);
        return compiled;
    }

    private CompiledConjunct Compile(ImmutableArray<Scalar> terms)
    {
        if (!_conjuncts.TryGetValue(terms[0], out var known))
        {
            if (_conjuncts.Count >= MaxConjuncts)
                _conjuncts.Clear();
            _conjuncts.Add(terms[0], known = []);
        }
        foreach (var (of, conjunct) in known)
        {
            if (of.AsSpan().SequenceEqual(terms.AsSpan(), ReferenceEqualityComparer.Instance))
                return conjunct;
        }
        if (known.Count >= MaxConjuncts)
            known.Clear();
        var compiled = new CompiledConjunct(Scalar.And(terms));
        known.Add((terms, compiled));
        return compiled;
    }

    /// <summary>Gives memory back to the garbage collector, until no more than so many bytes are held. For when a worker has nothing to do.</summary>
    /// <param name="maxBytes">What may be kept.</param>
    public void Trim(long maxBytes = 0)
    {
        foreach (var shelf in _shelves.Values)
            shelf.Trim(Math.Max(0, maxBytes - (HeldBytes - shelf.HeldBytes)));
        if (maxBytes <= 0)
        {
            _codec?.Dispose();
            _codec = null;
            _conjuncts.Clear();
        }
    }

    /// <summary>Gives everything back. The object can still be used.</summary>
    public void Dispose() => Trim();

    /// <summary>An array of at least so many elements, which hold anything.</summary>
    internal T[] Rent<T>(int length)
        where T : unmanaged => length == 0 ? [] : ShelfOf<T>().Rent(length);

    /// <summary>Takes an array back; null and empty ones are ignored.</summary>
    internal void Return<T>(T[]? array)
        where T : unmanaged
    {
        if (array is not { Length: > 0 })
            return;
        if (Scribbles)
            MemoryMarshal.AsBytes(array.AsSpan()).Fill(0xA5);
        ShelfOf<T>().Return(array);
    }

    private Shelf<T> ShelfOf<T>()
        where T : unmanaged
    {
        if (_shelves.TryGetValue(typeof(T), out var found))
            return (Shelf<T>)found;
        var shelf = new Shelf<T>();
        _shelves.Add(typeof(T), shelf);
        return shelf;
    }

    private abstract class Shelf
    {
        public long HeldBytes { get; protected set; }

        public abstract void Trim(long maxBytes);
    }

    private sealed class Shelf<T> : Shelf
        where T : unmanaged
    {
        private const int MinimumLog = 4;
        private readonly Stack<T[]>?[] _arrays = new Stack<T[]>?[32];

        public unsafe T[] Rent(int length)
        {
            var log = Math.Max(MinimumLog, 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)length - 1));
            if (log >= 31)
                return GC.AllocateUninitializedArray<T>(length);
            if (_arrays[log] is { Count: > 0 } stack)
            {
                HeldBytes -= (long)sizeof(T) << log;
                return stack.Pop();
            }
            return GC.AllocateUninitializedArray<T>(1 << log);
        }

        public unsafe void Return(T[] array)
        {
            var log = System.Numerics.BitOperations.Log2((uint)array.Length);
            if (array.Length != 1 << log)
                return;
            (_arrays[log] ??= []).Push(array);
            HeldBytes += (long)sizeof(T) << log;
        }

        public override unsafe void Trim(long maxBytes)
        {
            for (var log = _arrays.Length - 1; log >= 0; log--)
            {
                while (HeldBytes > maxBytes && _arrays[log] is { Count: > 0 } stack)
                {
                    stack.Pop();
                    HeldBytes -= (long)sizeof(T) << log;
                }
            }
        }
    }
}
