namespace Kartothek.Columns;

/// <summary>The same value for each row.</summary>
internal sealed class ConstantKernel(ConstantScalar constant) : ValueKernel
{
    private readonly Vector _vector = constant.ToVector(0);

    internal override Vector Evaluate(Frame frame)
    {
        _vector.Length = frame.Length;
        return _vector;
    }
}
