namespace CommandProcessor.Projections.Runtime;

internal static class ProjectionDescriptions
{
    extension(IEnumerable<ProjectionDescription> projections)
    {
        /// <summary>The one of that name.</summary>
        /// <exception cref="ArgumentException">There is none; the message names those that there are.</exception>
        public ProjectionDescription Require(string name) => projections.FirstOrDefault(known => known.Name == name)
            ?? throw new ArgumentException($"There is no projection '{name}'; there are {string.Join(", ", projections.Select(known => known.Name))}.");
    }
}
