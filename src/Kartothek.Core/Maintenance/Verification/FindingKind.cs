namespace Kartothek.Core;

/// <summary>What a verification found wrong.</summary>
public enum FindingKind
{
    /// <summary>A header of the other form lies beside the one that counts: a stale one that nobody reads, or one that is newer and loses.</summary>
    SecondHeader,

    /// <summary>A label stands twice in the header; readers see the last.</summary>
    LabelTwice,

    /// <summary>Two partitions refer to one file, so that its rows are read twice.</summary>
    KeyTwice,

    /// <summary>A key says something else about partition values than its label, the header's partition columns, or their types.</summary>
    PartitionKeys,

    /// <summary>A data file doesn't exist.</summary>
    FileMissing,

    /// <summary>A data file's footer or pages can't be read.</summary>
    FileUnreadable,

    /// <summary><c>_common_metadata</c> doesn't exist.</summary>
    SchemaMissing,

    /// <summary><c>_common_metadata</c> can't be read.</summary>
    SchemaUnreadable,

    /// <summary><c>_common_metadata</c> isn't in the form that Kartothek and Plateau both read and update (format.md 12.1), or is that of a commit that failed.</summary>
    SchemaForm,

    /// <summary>A data file's column is of another kind than <c>_common_metadata</c> says, or missing there.</summary>
    SchemaDiffers,

    /// <summary>An index file doesn't exist.</summary>
    IndexMissing,

    /// <summary>An index can't be read.</summary>
    IndexUnreadable,

    /// <summary>An index lacks values or labels, so that queries may miss rows.</summary>
    IndexIncomplete,

    /// <summary>An index names files for values that they don't hold, so that queries read more than they need.</summary>
    IndexExcess,

    /// <summary>An index names labels that the header doesn't have; a query of Python's that meets one fails.</summary>
    IndexLabels,

    /// <summary>An index isn't in the form that its target needs: its text for the other library, or all of it inside the header.</summary>
    IndexForm,

    /// <summary>A bound or a null count of a row group isn't true, so that queries may miss rows.</summary>
    StatisticsWrong,

    /// <summary>A column chunk has no statistics, so that every predicate of Python's on the column fails.</summary>
    StatisticsMissing,
}
