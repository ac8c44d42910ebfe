using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The logical type of a schema element with its parameters.</summary>
internal readonly record struct Annotation(AnnotationKind Kind)
{
    /// <summary>The unit of a time or timestamp.</summary>
    public ColumnUnit Unit { get; init; }

    /// <summary>Whether a time or timestamp is adjusted to UTC.</summary>
    public bool IsUtc { get; init; }

    /// <summary>Bits of an integer.</summary>
    public int BitWidth { get; init; }

    /// <summary>Whether an integer is signed.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Digits of a decimal, 0 where the element has them.</summary>
    public int Precision { get; init; }

    /// <summary>Digits of a decimal behind the point.</summary>
    public int Scale { get; init; }

    /// <summary>What a converted type, the form of old files, stands for. Times and timestamps are then adjusted to UTC.</summary>
    public static Annotation FromConverted(int converted) => converted switch
    {
        0 or 19 => new(AnnotationKind.Text),
        1 => new(AnnotationKind.Map),
        2 => new(AnnotationKind.MapKeyValue),
        3 => new(AnnotationKind.List),
        4 or 20 => new(AnnotationKind.Bytes),
        5 => new(AnnotationKind.Decimal),
        6 => new(AnnotationKind.Date),
        7 => new(AnnotationKind.Time) { Unit = ColumnUnit.Millisecond, IsUtc = true },
        8 => new(AnnotationKind.Time) { Unit = ColumnUnit.Microsecond, IsUtc = true },
        9 => new(AnnotationKind.Timestamp) { Unit = ColumnUnit.Millisecond, IsUtc = true },
        10 => new(AnnotationKind.Timestamp) { Unit = ColumnUnit.Microsecond, IsUtc = true },
        >= 11 and <= 14 => new(AnnotationKind.Integer) { BitWidth = 8 << (converted - 11) },
        >= 15 and <= 18 => new(AnnotationKind.Integer) { BitWidth = 8 << (converted - 15), IsSigned = true },
        21 => new(AnnotationKind.Interval),
        _ => new(AnnotationKind.Unknown),
    };
}
