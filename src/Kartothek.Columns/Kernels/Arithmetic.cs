using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lanes = System.Numerics.Vector;

namespace Kartothek.Columns;

/// <summary>The loops of arithmetic; what lies in the slots of null rows is calculated with too, so nothing here may throw.</summary>
internal static class Arithmetic
{
    private interface IOperation<T>
        where T : unmanaged
    {
        static abstract bool HasVector { get; }

        static abstract T Apply(T left, T right);

        static abstract Vector<T> Apply(Vector<T> left, Vector<T> right);
    }

    internal static void Run<T>(ArithmeticOperator arithmetic, Operand<T> left, Operand<T> right, Span<T> result)
        where T : unmanaged, INumber<T>
    {
        switch (arithmetic)
        {
            case ArithmeticOperator.Add: Run<T, AddOperation<T>>(left, right, result); break;
            case ArithmeticOperator.Subtract: Run<T, SubtractOperation<T>>(left, right, result); break;
            case ArithmeticOperator.Multiply: Run<T, MultiplyOperation<T>>(left, right, result); break;
            case ArithmeticOperator.Divide: Run<T, DivideOperation<T>>(left, right, result); break;
            default: Run<T, RemainderOperation<T>>(left, right, result); break;
        }
    }

    private static void Run<T, TOperation>(Operand<T> left, Operand<T> right, Span<T> result)
        where T : unmanaged
        where TOperation : struct, IOperation<T>
    {
        if (left.IsConstant && right.IsConstant) result.Fill(TOperation.Apply(left.Constant, right.Constant));
        else if (right.IsConstant) RunConstantRight<T, TOperation>(left.Values, right.Constant, result);
        else if (left.IsConstant) RunConstantLeft<T, TOperation>(left.Constant, right.Values, result);
        else RunValues<T, TOperation>(left.Values, right.Values, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunValues<T, TOperation>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> result)
        where T : unmanaged
        where TOperation : struct, IOperation<T>
    {
        var i = 0;
        left = left[..result.Length];
        right = right[..result.Length];
        if (TOperation.HasVector)
        {
            ref var l = ref MemoryMarshal.GetReference(left);
            ref var r = ref MemoryMarshal.GetReference(right);
            ref var target = ref MemoryMarshal.GetReference(result);
            for (; i <= result.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                TOperation.Apply(Lanes.LoadUnsafe(ref l, (nuint)i), Lanes.LoadUnsafe(ref r, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < result.Length; i++) result[i] = TOperation.Apply(left[i], right[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunConstantRight<T, TOperation>(ReadOnlySpan<T> left, T right, Span<T> result)
        where T : unmanaged
        where TOperation : struct, IOperation<T>
    {
        var i = 0;
        left = left[..result.Length];
        if (TOperation.HasVector)
        {
            ref var l = ref MemoryMarshal.GetReference(left);
            ref var target = ref MemoryMarshal.GetReference(result);
            var constant = Lanes.Create(right);
            for (; i <= result.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                TOperation.Apply(Lanes.LoadUnsafe(ref l, (nuint)i), constant).StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < result.Length; i++) result[i] = TOperation.Apply(left[i], right);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunConstantLeft<T, TOperation>(T left, ReadOnlySpan<T> right, Span<T> result)
        where T : unmanaged
        where TOperation : struct, IOperation<T>
    {
        var i = 0;
        right = right[..result.Length];
        if (TOperation.HasVector)
        {
            ref var r = ref MemoryMarshal.GetReference(right);
            ref var target = ref MemoryMarshal.GetReference(result);
            var constant = Lanes.Create(left);
            for (; i <= result.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                TOperation.Apply(constant, Lanes.LoadUnsafe(ref r, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < result.Length; i++) result[i] = TOperation.Apply(left, right[i]);
    }

    private readonly struct AddOperation<T> : IOperation<T>
        where T : unmanaged, INumber<T>
    {
        public static bool HasVector => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T left, T right) => unchecked(left + right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Apply(Vector<T> left, Vector<T> right) => left + right;
    }

    private readonly struct SubtractOperation<T> : IOperation<T>
        where T : unmanaged, INumber<T>
    {
        public static bool HasVector => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T left, T right) => unchecked(left - right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Apply(Vector<T> left, Vector<T> right) => left - right;
    }

    private readonly struct MultiplyOperation<T> : IOperation<T>
        where T : unmanaged, INumber<T>
    {
        public static bool HasVector => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T left, T right) => unchecked(left * right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Apply(Vector<T> left, Vector<T> right) => left * right;
    }

    // An integer comes here only with a constant divisor other than 0 and -1; processors have no vector division of integers.
    private readonly struct DivideOperation<T> : IOperation<T>
        where T : unmanaged, INumber<T>
    {
        public static bool HasVector => typeof(T) == typeof(double) || typeof(T) == typeof(float);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T left, T right) => left / right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Apply(Vector<T> left, Vector<T> right) => left / right;
    }

    private readonly struct RemainderOperation<T> : IOperation<T>
        where T : unmanaged, INumber<T>
    {
        public static bool HasVector => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T left, T right) => left % right;

        public static Vector<T> Apply(Vector<T> left, Vector<T> right) => throw new NotSupportedException();
    }
}
