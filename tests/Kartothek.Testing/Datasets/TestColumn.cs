using ParquetSharp;

namespace Kartothek.Testing;

/// <summary>How a member of a test record is stored.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Get">The member's value.</param>
/// <param name="Data">The column in data and index files.</param>
/// <param name="Schema">The column in the schema: integers and floating numbers widened, as Python does it.</param>
/// <param name="Write">Writes values of the member into a row group's next column.</param>
/// <param name="PandasType">The type's name in the pandas metadata.</param>
/// <param name="NumpyType">The numpy type's name there.</param>
internal sealed record TestColumn(
    string Name, Func<object, object?> Get, Column Data, Column Schema, Action<ColumnWriter, IEnumerable<object?>> Write, string PandasType, string NumpyType);
