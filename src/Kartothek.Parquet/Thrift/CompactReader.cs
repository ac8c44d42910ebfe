using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>Reads Thrift's compact protocol from memory: footers and page headers.</summary>
/// <remarks>
/// Bounded whatever the bytes say: it never reads behind them, a list can't claim more elements than bytes are left, and skipping
/// nests at most <see cref="MaxDepth"/> deep. Violations are <see cref="CompactFormatException"/>s. Usage per structure:
/// <code>
/// for (short field = 0; reader.NextField(ref field, out var type);)
/// {
///     switch (field)
///     {
///         case 1: x = reader.ReadInt32(type); break;
///         default: reader.Skip(type); break;
///     }
/// }
/// </code>
/// </remarks>
internal ref struct CompactReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>How deep structures may nest. Parquet's own nest six deep.</summary>
    public const int MaxDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _bytes.Length - Position;

    /// <summary>Moves to the next field of a structure; false at its end.</summary>
    /// <param name="field">The id of the last field (0 before the first); becomes the id of the next one.</param>
    /// <param name="type">The type of the field. A boolean's value is its type.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool NextField(ref short field, out CompactType type)
    {
        var header = ReadByte();
        type = (CompactType)(header & 0x0F);
        if (type == CompactType.Stop)
            return false;
        var delta = header >> 4;
        field = delta != 0 ? (short)(field + delta) : (short)ReadZigzag();
        return true;
    }

    /// <summary>Reads a boolean field: its value is in its type.</summary>
    public readonly bool ReadBoolean(CompactType type)
    {
        if (type is not (CompactType.True or CompactType.False))
            ThrowType(type, "a boolean");
        return type == CompactType.True;
    }

    /// <summary>Reads an integer of at most 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadInt32(CompactType type)
    {
        if (type != CompactType.Int32)
            return ReadNarrow(type);
        var value = ReadZigzag();
        if (value != (int)value)
            ThrowRange(value);
        return (int)value;
    }

    /// <summary>Reads an integer of at most 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInt64(CompactType type) => type == CompactType.Int64 ? ReadZigzag() : ReadInt32(type);

    /// <summary>Reads a double.</summary>
    public double ReadDouble(CompactType type)
    {
        Expect(type, CompactType.Double, "a double");
        return BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
    }

    /// <summary>Reads binary or text as a part of the bytes.</summary>
    public ReadOnlySpan<byte> ReadBinary(CompactType type)
    {
        Expect(type, CompactType.Binary, "text");
        return Take(ReadLength());
    }

    /// <summary>Reads binary or text as its place in the bytes, so that it can be decoded later.</summary>
    public ByteRange ReadRange(CompactType type)
    {
        Expect(type, CompactType.Binary, "text");
        var length = ReadLength();
        var range = new ByteRange(Position, length);
        Take(length);
        return range;
    }

    /// <summary>Enters a structure: only checks its type; its fields follow.</summary>
    public readonly void ReadStruct(CompactType type) => Expect(type, CompactType.Struct, "a structure");

    /// <summary>Reads the head of a list.</summary>
    /// <returns>The number of elements: at most the number of bytes left.</returns>
    public int ReadList(CompactType type, CompactType element) => ReadList(type, element, element);

    /// <inheritdoc cref="ReadList(CompactType, CompactType)"/>
    public int ReadList(CompactType type, CompactType element, CompactType orElement)
    {
        var count = ReadListHeader(type, out var actual);
        if (count != 0 && actual != element && actual != orElement)
            ThrowType(actual, $"a list of {element}");
        return count;
    }

    /// <summary>Reads a boolean that is an element of a list.</summary>
    public bool ReadFlag() => ReadByte() == (byte)CompactType.True;

    /// <summary>Reads a list of booleans.</summary>
    public bool[] ReadBooleans(CompactType type)
    {
        var values = new bool[ReadList(type, CompactType.True, CompactType.False)];
        for (var i = 0; i < values.Length; i++)
            values[i] = ReadFlag();
        return values;
    }

    /// <summary>Passes over so many bytes.</summary>
    public void Advance(int count) => Take(count);

    /// <summary>Passes over a value of any type.</summary>
    public void Skip(CompactType type) => Skip(type, 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Skip(CompactType type, int depth)
    {
        if (depth > MaxDepth)
            ThrowDepth();
        switch (type)
        {
            case CompactType.True or CompactType.False:
                break;
            case CompactType.Byte:
                Take(1);
                break;
            case CompactType.Int16 or CompactType.Int32 or CompactType.Int64:
                ReadVarint();
                break;
            case CompactType.Double:
                Take(8);
                break;
            case CompactType.Binary:
                Take(ReadLength());
                break;
            case CompactType.Uuid:
                Take(16);
                break;
            case CompactType.List or CompactType.Set:
                SkipList(type, depth);
                break;
            case CompactType.Map:
                SkipMap(depth);
                break;
            case CompactType.Struct:
                for (short field = 0; NextField(ref field, out var inner);)
                    Skip(inner, depth + 1);
                break;
            default:
                ThrowType(type, "a type");
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SkipList(CompactType type, int depth)
    {
        var count = ReadListHeader(type, out var element);
        for (var i = 0; i < count; i++)
            SkipElement(element, depth + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SkipMap(int depth)
    {
        var count = ReadCount(ReadVarint());
        if (count == 0)
            return;
        var types = ReadByte();
        for (var i = 0; i < count; i++)
        {
            SkipElement((CompactType)(types >> 4), depth + 1);
            SkipElement((CompactType)(types & 0x0F), depth + 1);
        }
    }

    /// <summary>In lists and maps a boolean is a byte of its own.</summary>
    private void SkipElement(CompactType type, int depth)
    {
        if (type is CompactType.True or CompactType.False)
            Take(1);
        else
            Skip(type, depth);
    }

    private int ReadListHeader(CompactType type, out CompactType element)
    {
        if (type is not (CompactType.List or CompactType.Set))
            ThrowType(type, "a list");
        var header = ReadByte();
        element = (CompactType)(header & 0x0F);
        return ReadCount(header >> 4 is var small && small < 15 ? (ulong)small : ReadVarint());
    }

    private readonly int ReadCount(ulong count)
    {
        // Every element takes a byte at least, so a count behind this bound is a lie, and nothing is allocated for it.
        if (count > (ulong)Remaining)
            throw new CompactFormatException($"a list of {count} elements at byte {Position} is longer than the {Remaining} bytes left");
        return (int)count;
    }

    private int ReadLength()
    {
        var length = ReadVarint();
        if (length > (ulong)Remaining)
            throw new CompactFormatException($"a text of {length} bytes at byte {Position} is longer than the {Remaining} bytes left");
        return (int)length;
    }

    private int ReadNarrow(CompactType type)
    {
        switch (type)
        {
            case CompactType.Byte:
                return (sbyte)ReadByte();
            case CompactType.Int16:
                var value = ReadZigzag();
                if (value != (short)value)
                    ThrowRange(value);
                return (short)value;
            default:
                ThrowType(type, "an integer");
                return 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long ReadZigzag()
    {
        var raw = ReadVarint();
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong ReadVarint()
    {
        var position = Position;
        if ((uint)position < (uint)_bytes.Length && _bytes[position] < 0x80)
        {
            Position = position + 1;
            return _bytes[position];
        }
        return ReadLongVarint();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong ReadLongVarint()
    {
        var result = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = ReadByte();
            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return result;
        }
        throw new CompactFormatException($"an integer before byte {Position} has more than ten bytes");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte ReadByte()
    {
        var position = Position;
        if ((uint)position >= (uint)_bytes.Length)
            ThrowEnd();
        Position = position + 1;
        return _bytes[position];
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
            ThrowEnd();
        var span = _bytes.Slice(Position, count);
        Position += count;
        return span;
    }

    private readonly void Expect(CompactType actual, CompactType expected, string what)
    {
        if (actual != expected)
            ThrowType(actual, what);
    }

    [DoesNotReturn]
    private readonly void ThrowEnd() => throw new CompactFormatException($"the structure doesn't end within its {_bytes.Length} bytes");

    [DoesNotReturn]
    private readonly void ThrowType(CompactType actual, string expected) =>
        throw new CompactFormatException($"there is a value of type {actual} at byte {Position} where {expected} is expected");

    [DoesNotReturn]
    private readonly void ThrowRange(long value) => throw new CompactFormatException($"the number {value} before byte {Position} is out of its range");

    [DoesNotReturn]
    private readonly void ThrowDepth() => throw new CompactFormatException($"structures nest deeper than {MaxDepth} at byte {Position}");
}
