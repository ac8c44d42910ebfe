using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>One column of the keys of a <see cref="KeySet"/>: values by the number of their key.</summary>
internal abstract class KeyColumn(ColumnType type)
{
    /// <summary>The type.</summary>
    public ColumnType Type { get; } = type;

    /// <summary>The values as a vector that shares their memory.</summary>
    public abstract Vector Values { get; }

    /// <summary>A column of a type.</summary>
    public static KeyColumn Create(ColumnType type) => type.Storage switch
    {
        ColumnStorage.Boolean => new Flat<bool>(type),
        ColumnStorage.Int32 => new Flat<int>(type),
        ColumnStorage.UInt32 => new Flat<uint>(type),
        ColumnStorage.Int64 => new Flat<long>(type),
        ColumnStorage.UInt64 => new Flat<ulong>(type),
        ColumnStorage.Float => new Flat<float>(type),
        ColumnStorage.Double => new Flat<double>(type),
        ColumnStorage.Int128 => new Flat<Int128>(type),
        _ => new Bytes(type),
    };

    /// <summary>Mixes the values of a materialised vector into the hashes of their rows.</summary>
    public abstract void Hash(Vector values, Span<ulong> hashes);

    /// <summary>Whether a key has the value of a row of a materialised vector.</summary>
    public abstract bool Same(int key, Vector values, int row);

    /// <summary>Appends the value of a row of a materialised vector.</summary>
    public abstract void Append(Vector values, int row);

    private static ulong Mix(ulong hash, ulong value)
    {
        var high = Math.BigMul(hash ^ value ^ 0x9E37_79B9_7F4A_7C15, 0xA076_1D64_78BD_642F, out var low);
        return high ^ low;
    }

    private sealed class Flat<T>(ColumnType type) : KeyColumn(type)
        where T : unmanaged, IEquatable<T>
    {
        private T[] _values = new T[16];
        private int _count;

        public override Vector Values => new FlatVector<T>(Type) { Values = _values, Length = _count };

        public override void Hash(Vector values, Span<ulong> hashes)
        {
            var numbers = ((FlatVector<T>)values).Values;
            for (var i = 0; i < hashes.Length; i++)
            {
                hashes[i] = Mix(hashes[i], Number(numbers[i]));
            }
        }

        // 0.0 equals -0.0.
        public override bool Same(int key, Vector values, int row) => _values[key].Equals(((FlatVector<T>)values).Values[row]);

        public override void Append(Vector values, int row)
        {
            if (_count == _values.Length)
            {
                Array.Resize(ref _values, 2 * _count);
            }
            _values[_count++] = ((FlatVector<T>)values).Values[row];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Number(T value)
        {
            if (typeof(T) == typeof(double))
            {
                // Adding 0.0 makes -0.0 to 0.0.
                return BitConverter.DoubleToUInt64Bits(Unsafe.BitCast<T, double>(value) + 0.0);
            }
            if (typeof(T) == typeof(float))
            {
                return BitConverter.SingleToUInt32Bits(Unsafe.BitCast<T, float>(value) + 0.0f);
            }
            if (typeof(T) == typeof(Int128))
            {
                var wide = Unsafe.BitCast<T, UInt128>(value);
                return (ulong)wide ^ System.Numerics.BitOperations.RotateLeft((ulong)(wide >> 64), 29);
            }
            return Unsafe.SizeOf<T>() switch
            {
                1 => Unsafe.BitCast<T, byte>(value),
                4 => Unsafe.BitCast<T, uint>(value),
                _ => Unsafe.BitCast<T, ulong>(value),
            };
        }
    }

    private sealed class Bytes(ColumnType type) : KeyColumn(type)
    {
        private byte[] _data = new byte[256];
        private ByteView[] _views = new ByteView[16];
        private int _length;
        private int _count;

        public override Vector Values => new BytesVector(Type) { Data = _data, Views = _views, Length = _count };

        public override void Hash(Vector values, Span<ulong> hashes)
        {
            var texts = (BytesVector)values;
            for (var i = 0; i < hashes.Length; i++)
            {
                hashes[i] = Mix(hashes[i], Number(texts.IsNull(i) ? [] : texts[i]));
            }
        }

        public override bool Same(int key, Vector values, int row) =>
            _data.AsSpan(_views[key].Offset, _views[key].Length).SequenceEqual(((BytesVector)values)[row]);

        public override void Append(Vector values, int row)
        {
            var value = ((BytesVector)values)[row];
            if (_count == _views.Length)
            {
                Array.Resize(ref _views, 2 * _count);
            }
            if (_data.Length - _length < value.Length)
            {
                // More than 2 GB of keys end here with an OverflowException.
                Array.Resize(ref _data, (int)Math.Max(Math.Min(Array.MaxLength, 2L * _data.Length), checked(_length + value.Length)));
            }
            value.CopyTo(_data.AsSpan(_length));
            _views[_count++] = new(_length, value.Length);
            _length += value.Length;
        }

        private static ulong Number(ReadOnlySpan<byte> value)
        {
            var hash = (ulong)value.Length;
            for (; value.Length >= 8; value = value[8..])
            {
                hash = Mix(hash, MemoryMarshal.Read<ulong>(value));
            }
            var rest = 0UL;
            foreach (var b in value)
            {
                rest = (rest << 8) | b;
            }
            return Mix(hash, rest);
        }
    }
}
