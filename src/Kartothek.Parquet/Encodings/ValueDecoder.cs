namespace Kartothek.Parquet;

/// <summary>Reads the values of one page, nulls left out, one after the other.</summary>
/// <typeparam name="T">What a value becomes; a <see cref="Columns.ByteView"/> into <see cref="Data"/> for bytes.</typeparam>
/// <remarks>Reading or skipping behind the last value, and every other contradiction, is a <see cref="PageFormatException"/>.</remarks>
internal abstract class ValueDecoder<T>
    where T : unmanaged
{
    /// <summary>Starts a page.</summary>
    /// <param name="bytes">Where it lies.</param>
    /// <param name="start">The first byte of the values.</param>
    /// <param name="end">The byte behind the last.</param>
    public abstract void Reset(byte[] bytes, int start, int end);

    /// <summary>Starts a page that may be decompressed only as it is read.</summary>
    public void Start(PageBody body)
    {
        Pending = ReadsPending ? body.Pending : null;
        if (!ReadsPending)
            body.Complete();
        Reset(body.Values, body.Start, body.End);
    }

    /// <summary>Whether this asks for the bytes of a page before it reads them.</summary>
    protected virtual bool ReadsPending => false;

    /// <summary>What makes bytes ready; null where all are.</summary>
    protected SnappyDecoder? Pending { get; private set; }

    /// <summary>Reads the next values.</summary>
    public abstract void Read(Span<T> destination);

    /// <summary>Passes over the next values.</summary>
    public abstract void Skip(int count);

    /// <summary>Whether <see cref="ReadAt"/> is there.</summary>
    public virtual bool HasRandomAccess => false;

    /// <summary>Reads chosen ones of the next values, without decoding the others, and passes over all.</summary>
    /// <param name="positions">The values wanted, counted from the next one, ascending.</param>
    /// <param name="count">How many values to pass over.</param>
    /// <param name="destination">As long as positions.</param>
    public virtual void ReadAt(ReadOnlySpan<int> positions, int count, Span<T> destination) => throw new NotSupportedException();

    /// <summary>What views point into: the page, or the decoder's own memory (see <see cref="OwnsData"/>).</summary>
    public virtual byte[] Data => [];

    /// <summary>Whether <see cref="Data"/> is the decoder's: views stay good until <see cref="BeginBlock"/>, also when the page is left, though the array may become another one.</summary>
    public virtual bool OwnsData => false;

    /// <summary>Gives up the views handed out so far.</summary>
    public virtual void BeginBlock()
    {
    }
}
