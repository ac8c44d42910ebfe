using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>A member and the value that an update gives it.</summary>
internal abstract class RecordSetter
{
    /// <summary>The setter of the member's column.</summary>
    /// <param name="map">The record.</param>
    /// <param name="where">The dataset, for messages.</param>
    /// <param name="residual">Why the value is computed over records in memory; null where it is computed by column.</param>
    /// <exception cref="KartothekException">The member isn't mapped, or its column can't hold the value (<see cref="ErrorKind.Invalid"/>).</exception>
    public abstract ColumnSetter Build(RecordMap map, string where, out string? residual);
}
