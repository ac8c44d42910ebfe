using Apache.Arrow;

namespace Kartothek.Parquet;

/// <summary>Writes a bit per slot: Arrow's validity.</summary>
internal struct BitWriter(int capacity)
{
    private readonly byte[] _bits = new byte[(capacity + 7) / 8];
    private int _count;

    /// <summary>Slots that are null.</summary>
    public int NullCount { get; private set; }

    public void Add(bool isValid)
    {
        if (isValid)
            _bits[_count >> 3] |= (byte)(1 << (_count & 7));
        else
            NullCount++;
        _count++;
    }

    /// <summary>The bits; empty where no slot is null, as Arrow has it.</summary>
    public readonly ArrowBuffer ToBuffer() => NullCount == 0 ? ArrowBuffer.Empty : new ArrowBuffer(_bits.AsMemory(0, (_count + 7) / 8));
}
