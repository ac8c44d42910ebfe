namespace Kartothek.Columns;

/// <summary>A function of one value, as a structure so that a loop over it is compiled for it.</summary>
internal interface IMap<TFrom, TTo>
{
    /// <summary>Whether some value makes it throw.</summary>
    bool CanThrow { get; }

    /// <summary>The result.</summary>
    TTo Apply(TFrom value);
}
