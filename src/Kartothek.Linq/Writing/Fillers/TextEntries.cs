using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>The distinct texts of a column as long as they are few, so that each is encoded once and rows hold its number.</summary>
/// <remarks>
/// A table of hashes that looks at the length and both ends of a text: texts that agree there are neighbours, and too many of them end the table as too many
/// texts do. A text that is the same object as the one found isn't compared.
/// </remarks>
internal sealed class TextEntries(ColumnType type)
{
    /// <summary>Beyond this, a dictionary of the whole column is the file writer's matter.</summary>
    public const int Most = 1024;
    private const int Slots = 4 * Most;
    private const int MostProbes = 16;

    private readonly int[] _slots = new int[Slots];
    private readonly string[] _texts = new string[Most];
    private readonly ByteView[] _views = new ByteView[Most];
    private ByteBuffer _data;
    private ValueDictionary? _dictionary;
    private bool _isAscii = true;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of all entries.</summary>
    public ReadOnlySpan<byte> Bytes => _data.Bytes.AsSpan(0, _data.Count);

    /// <summary>Where the bytes of each entry lie.</summary>
    public ReadOnlySpan<ByteView> Views => _views;

    /// <summary>Whether all entries are ASCII.</summary>
    public bool IsAscii => _isAscii;

    /// <summary>The entries so far; the same object as long as none was added.</summary>
    public ValueDictionary Dictionary
    {
        get
        {
            if (_dictionary is null || _dictionary.Count != Count)
            {
                // Entries are only ever added, so that dictionaries that were lent before stay true.
                _dictionary = new(new BytesVector(type) { Data = _data.Bytes, Views = _views, Length = Count, IsAscii = _isAscii });
            }
            return _dictionary;
        }
    }

    /// <summary>The number of a text; -1 where there is no room for it, or where it isn't well-formed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CodeOf(string text)
    {
        var slot = Hash(text) & (Slots - 1);
        var code = _slots[slot] - 1;
        return code >= 0 && ReferenceEquals(_texts[code], text) ? code : Find(text, slot);
    }

    private int Find(string text, uint slot)
    {
        for (var probe = 0; probe < MostProbes; probe++)
        {
            var code = _slots[slot] - 1;
            if (code < 0)
            {
                return Add(text, slot);
            }
            if (string.Equals(_texts[code], text))
            {
                return code;
            }
            slot = (slot + 1) & (Slots - 1);
        }
        return -1;
    }

    private int Add(string text, uint slot)
    {
        if (Count == Most || !Utf8Text.TryAppend(text, ref _data, out var view))
        {
            return -1;
        }
        _isAscii &= view.Length == text.Length;
        _views[Count] = view;
        _texts[Count] = text;
        _slots[slot] = ++Count;
        return Count - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(string text)
    {
        ref var first = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text.AsSpan()));
        ulong ends;
        if (text.Length >= 4)
        {
            ends = Unsafe.ReadUnaligned<ulong>(ref first)
                ^ (Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, (2 * text.Length) - 8)) * 0x9E37_79B9_7F4A_7C15);
        }
        else
        {
            ends = 0;
            foreach (var c in text)
            {
                ends = (ends << 16) | c;
            }
        }
        return (uint)(((ends + (uint)text.Length) * 0xD6E8_FEB8_6659_FD93) >> 40);
    }
}
