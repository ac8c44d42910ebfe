namespace Kartothek.Core;

/// <summary>A partition column and its value as a key has them.</summary>
/// <param name="Column">The column's name, decoded.</param>
/// <param name="EncodedValue">The value's text, still percent-encoded, since a binary value needn't be text.</param>
internal readonly record struct KeyPair(string Column, string EncodedValue);
