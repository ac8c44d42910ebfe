using System.Xml.Linq;

namespace Kartothek.Architecture.Tests;

/// <summary>What a project file says about its references.</summary>
internal sealed record Project(string Name, XDocument Xml)
{
    public IEnumerable<string> ProjectReferences =>
        References("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    public IEnumerable<string> PackageReferences => References("PackageReference");

    private IEnumerable<string> References(string element) =>
        Xml.Descendants(element).Select(reference => reference.Attribute("Include")?.Value ?? "");
}
