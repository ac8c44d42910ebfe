namespace Kartothek.Parquet;

/// <summary>The conversion of one value; a structure, so that the loop over it is compiled for it.</summary>
internal interface IValueConverter<TStored, TValue>
{
    /// <summary>Whether <see cref="TryConvert"/> may return false.</summary>
    bool CanFail { get; }

    /// <summary>Converts a value; false where it doesn't fit.</summary>
    bool TryConvert(TStored stored, byte[] data, out TValue value);
}
