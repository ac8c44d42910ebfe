using System.Buffers.Binary;
using System.Text;

namespace Kartothek.Parquet;

/// <summary>Writes Thrift's compact protocol into memory: footers, page headers, indexes. The counterpart of <see cref="CompactReader"/>.</summary>
/// <remarks>
/// Fields of a structure are written in ascending order of their ids. The outermost structure begins with the object, and ends with <see cref="End"/>:
/// <code>
/// writer.Int32(1, version);
/// writer.Begin(2);             // a structure in field 2
/// writer.Text(1, name);
/// writer.End();
/// writer.End();
/// </code>
/// </remarks>
internal sealed class CompactWriter
{
    private readonly short[] _outer = new short[CompactReader.MaxDepth];
    private byte[] _bytes = new byte[256];
    private int _depth;
    private short _last;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written so far; valid until more is written.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Length);

    /// <summary>Starts anew, in the same memory.</summary>
    public void Clear()
    {
        Length = 0;
        _depth = 0;
        _last = 0;
    }

    /// <summary>Begins a structure in a field.</summary>
    public void Begin(short field)
    {
        Field(field, CompactType.Struct);
        Enter();
    }

    /// <summary>Begins a structure that is an element of a list.</summary>
    public void BeginElement() => Enter();

    /// <summary>Ends a structure.</summary>
    public void End()
    {
        Append((byte)CompactType.Stop);
        _last = _depth == 0 ? (short)0 : _outer[--_depth];
    }

    /// <summary>A structure without fields: what a union's choice without parameters is.</summary>
    public void Empty(short field)
    {
        Begin(field);
        End();
    }

    /// <summary>A boolean field.</summary>
    public void Boolean(short field, bool value) => Field(field, value ? CompactType.True : CompactType.False);

    /// <summary>A field of 8 bits.</summary>
    public void Byte(short field, sbyte value)
    {
        Field(field, CompactType.Byte);
        Append((byte)value);
    }

    /// <summary>A field of 16 bits.</summary>
    public void Int16(short field, short value)
    {
        Field(field, CompactType.Int16);
        Zigzag(value);
    }

    /// <summary>A field of 32 bits.</summary>
    public void Int32(short field, int value)
    {
        Field(field, CompactType.Int32);
        Zigzag(value);
    }

    /// <summary>A field of 64 bits.</summary>
    public void Int64(short field, long value)
    {
        Field(field, CompactType.Int64);
        Zigzag(value);
    }

    /// <summary>A field of bytes.</summary>
    public void Binary(short field, ReadOnlySpan<byte> value)
    {
        Field(field, CompactType.Binary);
        BinaryElement(value);
    }

    /// <summary>A field of text.</summary>
    public void Text(short field, string value) => Binary(field, Encoding.UTF8.GetBytes(value));

    /// <summary>The head of a list; so many elements follow.</summary>
    public void List(short field, CompactType element, int count)
    {
        Field(field, CompactType.List);
        if (count < 15)
        {
            Append((byte)((count << 4) | (int)element));
            return;
        }
        Append((byte)(0xF0 | (int)element));
        Varint((ulong)count);
    }

    /// <summary>An element of a list of numbers.</summary>
    public void NumberElement(long value) => Zigzag(value);

    /// <summary>An element of a list of booleans.</summary>
    public void BooleanElement(bool value) => Append((byte)(value ? CompactType.True : CompactType.False));

    /// <summary>An element of a list of bytes.</summary>
    public void BinaryElement(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        Raw(value);
    }

    /// <summary>An element of a list of texts.</summary>
    public void TextElement(string value) => BinaryElement(Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes that are Thrift already, in a field of a type.</summary>
    public void Raw(short field, CompactType type, ReadOnlySpan<byte> value)
    {
        Field(field, type);
        Raw(value);
    }

    /// <summary>Bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(Length));
        Length += value.Length;
    }

    /// <summary>Four bytes, little-endian, outside any structure.</summary>
    public void RawInt32(int value)
    {
        Reserve(4);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(Length), value);
        Length += 4;
    }

    private void Enter()
    {
        _outer[_depth++] = _last;
        _last = 0;
    }

    private void Field(short field, CompactType type)
    {
        var delta = field - _last;
        _last = field;
        if (delta is > 0 and < 16)
        {
            Append((byte)((delta << 4) | (int)type));
            return;
        }
        Append((byte)type);
        Zigzag(field);
    }

    private void Zigzag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Append((byte)(value | 0x80));
        Append((byte)value);
    }

    private void Append(byte value)
    {
        if (Length == _bytes.Length)
            Reserve(1);
        _bytes[Length++] = value;
    }

    private void Reserve(int count)
    {
        var needed = checked(Length + count);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max(needed, 2L * _bytes.Length), Array.MaxLength));
    }
}
