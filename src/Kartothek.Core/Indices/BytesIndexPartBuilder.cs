using Kartothek.Columns;

namespace Kartothek.Core;

internal sealed class BytesIndexPartBuilder(Field field) : IndexPartBuilder(field)
{
    public override long BufferedBytes => throw new NotSupportedException();

    public override IndexPart Finish(string label) => throw new NotSupportedException();

    private protected override void Add(Vector values, ReadOnlySpan<int> rows, bool isAll) => throw new NotSupportedException();
}
