using System.Reflection;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>One member of a record type and the column that it is written to.</summary>
/// <param name="Member">The property or field.</param>
/// <param name="Field">The column as it is written.</param>
/// <param name="Target">The member's type and the column's.</param>
/// <param name="IsNew">Whether the dataset hasn't the column yet.</param>
internal sealed record WriteMember(MemberInfo Member, Field Field, WriteTarget Target, bool IsNew);
