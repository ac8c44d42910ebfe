namespace Kartothek.Parquet;

/// <summary>PLAIN booleans: one bit each.</summary>
internal sealed class PlainBooleanDecoder : ValueDecoder<bool>
{
    private byte[] _bytes = [];
    private long _bit;
    private long _end;

    public override void Reset(byte[] bytes, int start, int end) => (_bytes, _bit, _end) = (bytes, start * 8L, end * 8L);

    public override void Read(Span<bool> destination)
    {
        var bit = _bit;
        Skip(destination.Length);
        BitUnpacker.Expand(_bytes, bit, destination);
    }

    public override void Skip(int count)
    {
        if (count > _end - _bit)
            throw new PageFormatException("a page ends before its last boolean");
        _bit += count;
    }
}
