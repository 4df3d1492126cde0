package understudy.operation;

/**
 * A step in words for the admin.
 *
 * @param heading the section of the walk-through that it belongs to, such as {@code Configure the source}
 * @param title a short imperative, such as {@code Give it a server id}
 * @param why why it is needed, one or two sentences without jargon
 * @param ifItGoesWrong what happens then, one sentence
 * @param button what the Run button says, such as {@code Write the file}
 */
public record StepText(String heading, String title, String why, String ifItGoesWrong, String button) {
}
