using System.Text.RegularExpressions;
using System.Xml.Linq;
using CommandProcessor.Testing;
using NetArchTest.Rules;

namespace CommandProcessor.Silo.Tests.Architecture;

/// <summary>Who may know whom, and what pure code may touch: the rules that keep the house easy to change.</summary>
public sealed partial class HouseRulesTests
{
    private static readonly string[] Products = ["Grains.Interfaces", "Journal", "Grains", "Orleans.Streams.Kafka", "Projections", "Client", "Silo"];

    public static TheoryData<string, string[]> References => new()
    {
        { "Grains.Interfaces", [] },
        { "Journal", ["Grains.Interfaces"] },
        { "Grains", ["Grains.Interfaces", "Journal"] },
        { "Projections", ["Grains.Interfaces", "Journal"] },
        { "Client", ["Grains.Interfaces"] },
        { "Orleans.Streams.Kafka", [] },
        { "Silo", ["Grains", "Projections", "Client", "Orleans.Streams.Kafka"] },
    };

    public static TheoryData<string, string[]> Drivers => new()
    {
        { "Npgsql", ["Journal", "Silo"] },
        { "Microsoft.Data.Sqlite", ["Journal", "Silo"] },
        { "Confluent.Kafka", ["Orleans.Streams.Kafka", "Silo"] },
    };

    [Theory]
    [MemberData(nameof(References))]
    public void A_project_knows_only_whom_it_may(string project, string[] allowed)
    {
        var references = XDocument.Load(Repository.PathOf(project, project + ".csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)); // MSBuild would not load one without.

        Assert.Empty(references.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public void A_driver_is_named_only_where_it_is_wrapped(string driver, string[] allowed)
    {
        var naming = Products.Except(allowed)
            .SelectMany(SourcesOf)
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith($"using {driver}", StringComparison.Ordinal)));

        Assert.Empty(naming);
    }

    [Theory]
    [InlineData("Decider")]
    [InlineData("Reactor")]
    public void Deciders_and_reactors_are_pure(string suffix) => AssertPure(Types.InAssembly(typeof(Grains.WriteSideHosting).Assembly).That().HaveNameEndingWith(suffix).And().AreClasses());

    [Fact]
    public void Folds_are_pure() =>
        AssertPure(Types.InAssembly(typeof(Projections.CustomerOrders.CustomerOrdersGrain).Assembly).That().HaveNameEndingWith("Projection").And().AreClasses());

    [Theory]
    [InlineData("Grains.Interfaces")]
    [InlineData("Journal")]
    [InlineData("Grains")]
    [InlineData("Projections")]
    [InlineData("Client")]
    [InlineData("Silo")]
    public void A_namespace_is_its_folder(string project)
    {
        var astray = SourcesOf(project)
            .Select(file => (File: file, Namespace: Namespace().Match(File.ReadAllText(file))))
            .Where(source => source.Namespace.Success && source.Namespace.Groups[1].Value != ExpectedNamespace(source.File));

        Assert.Empty(astray.Select(source => $"{source.File}: {source.Namespace.Groups[1].Value}"));
    }

    private static void AssertPure(PredicateList types)
    {
        var result = types.ShouldNot()
            .HaveDependencyOnAny("Orleans.Runtime", "Orleans.Grain", "Orleans.IGrainFactory", "Microsoft.Extensions", "System.Threading", "System.IO", "System.TimeProvider", "System.Random")
            .GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    private static IEnumerable<string> SourcesOf(string project) =>
        Directory.EnumerateFiles(Repository.PathOf(project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string ExpectedNamespace(string file) =>
        "CommandProcessor." + Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.'); // A file of a project lies in a folder.

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
