using System.Buffers.Binary;
using System.Text;

namespace Kartothek.Parquet.Tests;

/// <summary>Writes Thrift's compact protocol, so that tests can make footers that no library would write.</summary>
internal sealed class CompactWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public static byte[] Struct(Action<Fields> write)
    {
        var writer = new CompactWriter();
        writer.WriteStruct(write);
        return writer.ToArray();
    }

    private void WriteStruct(Action<Fields> write)
    {
        write(new Fields(this));
        _bytes.Add(0);
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }

    private void Zigzag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    private void Binary(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        foreach (var octet in value)
            _bytes.Add(octet);
    }

    private void ListHeader(int count, int type)
    {
        if (count < 15)
            _bytes.Add((byte)((count << 4) | type));
        else
        {
            _bytes.Add((byte)(0xF0 | type));
            Varint((ulong)count);
        }
    }

    /// <summary>The fields of one structure, in ascending order of their ids.</summary>
    internal sealed class Fields(CompactWriter writer)
    {
        private int _last;

        public Fields Int32(int id, int? value) => value is { } v ? Put(id, 5, () => writer.Zigzag(v)) : this;

        public Fields Byte(int id, sbyte value) => Put(id, 3, () => writer._bytes.Add((byte)value));

        public Fields Int64(int id, long? value) => value is { } v ? Put(id, 6, () => writer.Zigzag(v)) : this;

        public Fields Boolean(int id, bool value) => Put(id, value ? 1 : 2, () => { });

        public Fields Double(int id, double value) => Put(id, 7, () =>
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            writer._bytes.AddRange(bytes);
        });

        public Fields Binary(int id, byte[]? value) => value is null ? this : Put(id, 8, () => writer.Binary(value));

        public Fields Text(int id, string? value) => Binary(id, value is null ? null : Encoding.UTF8.GetBytes(value));

        public Fields Struct(int id, Action<Fields>? write) => write is null ? this : Put(id, 12, () => writer.WriteStruct(write));

        public Fields Structs(int id, IReadOnlyCollection<Action<Fields>>? elements) => elements is null ? this : Put(id, 9, () =>
        {
            writer.ListHeader(elements.Count, 12);
            foreach (var element in elements)
                writer.WriteStruct(element);
        });

        public Fields Int32s(int id, params int[] elements) => Put(id, 9, () =>
        {
            writer.ListHeader(elements.Length, 5);
            foreach (var element in elements)
                writer.Zigzag(element);
        });

        public Fields Texts(int id, params string[] elements) => Put(id, 9, () =>
        {
            writer.ListHeader(elements.Length, 8);
            foreach (var element in elements)
                writer.Binary(Encoding.UTF8.GetBytes(element));
        });

        public Fields Booleans(int id, params bool[] elements) => Put(id, 9, () =>
        {
            writer.ListHeader(elements.Length, 1);
            foreach (var element in elements)
                writer._bytes.Add(element ? (byte)1 : (byte)2);
        });

        /// <summary>A map of text to numbers.</summary>
        public Fields Map(int id, IReadOnlyDictionary<string, int> entries) => Put(id, 11, () =>
        {
            writer.Varint((ulong)entries.Count);
            if (entries.Count > 0)
                writer._bytes.Add(0x85);
            foreach (var (key, value) in entries)
            {
                writer.Binary(Encoding.UTF8.GetBytes(key));
                writer.Zigzag(value);
            }
        });

        /// <summary>Bytes as they are, behind a field header of a type.</summary>
        public Fields Raw(int id, int type, params byte[] value) => Put(id, type, () => writer._bytes.AddRange(value));

        private Fields Put(int id, int type, Action write)
        {
            if (id - _last is > 0 and < 16 and var delta)
                writer._bytes.Add((byte)((delta << 4) | type));
            else
            {
                writer._bytes.Add((byte)type);
                writer.Zigzag(id);
            }
            _last = id;
            write();
            return this;
        }
    }
}
